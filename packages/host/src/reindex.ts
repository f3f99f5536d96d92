import { createHash } from 'node:crypto';
import type { Connector } from '@scimwright/connector-kit';
import { derivationOf, indexEntries, isObject, searchText, type ResourceType } from '@scimwright/core';
import type { Logger } from '@scimwright/server';
import { StoreUnavailable, type Clash, type Derived, type Store, type Tenant } from '@scimwright/store';
import { tenantsOf } from './tenants-of.ts';

/** How many resources are reindexed in one transaction, for which other requests wait. */
const PORTION = 200;

/** The number of resources that clash over an attribute, and the first of them. */
interface Clashing {
  readonly count: number;
  readonly ids: readonly string[];
}

/** How many clashing resources the log names for each attribute of a tenant. */
const NAMED = 20;

/**
 * For this long after a definition changed, every host that starts reindexes again. Until a host of the older version is
 * stopped, it may have written index entries by the old definition.
 */
const ROLLING_MS = 86_400_000;

/**
 * Makes index entries and search documents again when a connector defines them differently than before; see
 * `DerivationStore`. Until that is done, a filter may miss resources.
 *
 * @returns whether it finished; false when `isStopped` ended it
 */
export async function reindex(deps: {
  readonly connectors: readonly Connector[];
  readonly store: Pick<Store, 'tenants' | 'derivations'>;
  readonly clock: () => Date;
  readonly logger: Logger;
  /** Called between two portions. */
  readonly isStopped: () => boolean;
}): Promise<boolean> {
  const { connectors, store, clock, logger, isStopped } = deps;
  for (const { id: connector, users, groups, resources } of connectors) {
    for (const { type } of [users, ...(groups === undefined ? [] : [groups]), ...resources]) {
      const definition = createHash('sha256').update(derivationOf(type)).digest('hex');
      const known = await store.derivations.get(connector, type.name);
      const isNew = known?.definition !== definition;
      if (!isNew && clock().getTime() - Date.parse(known.since) > ROLLING_MS) continue;
      const since = isNew ? clock().toISOString() : known.since;
      if (!(await reindexType(connector, type))) return false;
      if (isNew) await store.derivations.note(connector, type.name, { definition, since });
    }
  }
  return true;

  async function reindexType(connector: string, type: ResourceType): Promise<boolean> {
    let looked = 0;
    let changed = 0;
    for await (const tenant of tenantsOf(store, connector)) {
      const clashes = new Map<string, Clashing>();
      for (let after: string | undefined = ''; after !== undefined;) {
        if (isStopped()) return false;
        const from = { type: type.name, after, limit: PORTION };
        const done = await store.derivations.rederive(tenant.id, from, (body) => derive(body, type));
        after = done.last;
        looked += done.looked;
        changed += done.changed;
        for (const clash of done.clashes) recordClash(clashes, clash);
        if (looked % 10_000 < PORTION && looked >= PORTION) {
          logger.info({ connector, type: type.name, looked, changed }, 'resources are being reindexed');
        }
      }
      logClashes(tenant, type, clashes);
    }
    if (changed > 0) {
      logger.info({ connector, type: type.name, looked, changed }, 'resources were reindexed');
    }
    return true;
  }

  /** Logs clashes without their values, which may be personal data. */
  function logClashes(
    { connector, name }: Tenant,
    type: ResourceType,
    clashes: ReadonlyMap<string, Clashing>,
  ): void {
    for (const [attribute, { count, ids }] of clashes) {
      logger.error(
        { connector, tenant: name, type: type.name, attribute, count, ids },
        'these resources have a value in common that must be unique now: a filter finds all of them; give each its own value',
      );
    }
  }
}

function recordClash(clashes: Map<string, Clashing>, { path, id }: Clash): void {
  const { count, ids } = clashes.get(path) ?? { count: 0, ids: [] };
  clashes.set(path, { count: count + 1, ids: count < NAMED ? [...ids, id] : ids });
}

function derive(body: string, type: ResourceType): Derived {
  const resource: unknown = JSON.parse(body);
  if (!isObject(resource)) throw new TypeError('A stored body is not a resource.');
  return { document: searchText(resource, type), entries: indexEntries(resource, type) };
}

/**
 * A store that refuses to read or change resources until they are reindexed. Before that, a filter might miss a user, and Entra
 * would create the user again.
 */
export function untilReindexed(store: Store, isReindexed: () => boolean): Store {
  const { resources } = store;
  const later =
    <Asked extends readonly unknown[], Answer>(ask: (...asked: Asked) => Promise<Answer>) =>
    async (...asked: Asked): Promise<Answer> => {
      if (!isReindexed()) throw new StoreUnavailable('DERIVING');
      return ask(...asked);
    };
  return {
    ...store,
    resources: {
      get: later(resources.get),
      find: later(resources.find),
      walk: later(resources.walk),
      commit: later(resources.commit),
      // These are called only for resources that were found.
      portions: resources.portions,
      members: resources.members,
      memberships: resources.memberships,
    },
  };
}
