import { createHash } from 'node:crypto';
import type { Connector } from '@scimwright/connector-kit';
import { derivationOf, indexEntries, isObject, searchText, type ResourceType } from '@scimwright/core';
import type { Logger } from '@scimwright/server';
import type { Clash, Derived, Store, Tenant } from '@scimwright/store';
import { tenantsOf } from '../tenants-of.ts';

/** How many resources are derived again in one transaction: a request waits for no more than that. */
const PORTION = 200;

/** How many clash over an attribute, and the first of them. */
interface Clashing {
  readonly count: number;
  readonly ids: readonly string[];
}

/** How many of those that clash the log names for each attribute of a tenant. */
const NAMED = 20;

/**
 * For so long after a definition changed, a host that starts derives again although it is done: a host of the older
 * version may have written meanwhile, until it was stopped for this one.
 */
const ROLLING_MS = 86_400_000;

/**
 * Derives again what is kept beside resources to find them by, where a connector defines it in another way than when they
 * were written; see `DerivationStore`. Until then a filter may not find what is there.
 *
 * @returns whether all of it is done; not when `isStopped` said so before
 *
 * @example
 * await deriveAgain({ connectors: [bic], store, clock: () => new Date(), logger, isStopped: () => false });
 */
export async function deriveAgain(deps: {
  readonly connectors: readonly Connector[];
  readonly store: Pick<Store, 'tenants' | 'derivations'>;
  readonly clock: () => Date;
  readonly logger: Logger;
  /** Asked between two portions. */
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
      if (!(await deriveType(connector, type))) return false;
      if (isNew) await store.derivations.note(connector, type.name, { definition, since });
    }
  }
  return true;

  async function deriveType(connector: string, type: ResourceType): Promise<boolean> {
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
        for (const clash of done.clashes) noteClash(clashes, clash);
        if (looked % 10_000 < PORTION && looked >= PORTION) {
          logger.info(
            { connector, type: type.name, looked, changed },
            'what resources are found by is derived again',
          );
        }
      }
      tellClashes(tenant, type, clashes);
    }
    if (changed > 0) {
      logger.info(
        { connector, type: type.name, looked, changed },
        'what resources are found by was derived again',
      );
    }
    return true;
  }

  /** Without a value: it is in the resources. */
  function tellClashes(
    { connector, name }: Tenant,
    type: ResourceType,
    clashes: ReadonlyMap<string, Clashing>,
  ): void {
    for (const [attribute, { count, ids }] of clashes) {
      logger.error(
        { connector, tenant: name, type: type.name, attribute, count, ids },
        'these have a value that another one of the tenant has, though it is to be unique now: a filter finds all of them; give each a value of its own',
      );
    }
  }
}

function noteClash(clashes: Map<string, Clashing>, { path, id }: Clash): void {
  const { count, ids } = clashes.get(path) ?? { count: 0, ids: [] };
  clashes.set(path, { count: count + 1, ids: count < NAMED ? [...ids, id] : ids });
}

function derive(body: string, type: ResourceType): Derived {
  const resource: unknown = JSON.parse(body);
  if (!isObject(resource)) throw new TypeError('A stored body is no resource.');
  return { document: searchText(resource, type), entries: indexEntries(resource, type) };
}
