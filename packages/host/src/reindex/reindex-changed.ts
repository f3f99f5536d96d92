import { createHash } from 'node:crypto';
import type { Connector } from '@scimwright/connector-kit';
import { isObject, type ResourceType } from '@scimwright/core';
import { indexDefinition, indexEntries, searchText } from '@scimwright/core/resource';
import type { Logger } from '@scimwright/server';
import type { Change, PageKey, Store, Stored, Tenant } from '@scimwright/store';
import { tenantsOf } from '../tenants-of.ts';

/** How many resources are reindexed in one commit: a request waits no longer than that. */
const PORTION = 200;

/** After how many resources the log says how far the reindexing is. */
const PROGRESS_EVERY = 10_000;

/** How many resources the log names for each attribute of a tenant whose values are not unique. */
const NAMED = 20;

/**
 * For how long after a definition changed every starting host reindexes again: a host of the older version may have written until it
 * was stopped for this one.
 */
const ROLLING_MS = 86_400_000;

/** Resources whose value for an attribute another one holds: how many, and the first of them. */
interface Duplicates {
  readonly count: number;
  readonly ids: readonly string[];
}

/** The paths at which a resource has a value that another one holds, and whether reindexing changed anything. */
interface Reindexed {
  readonly duplicates: ReadonlySet<string>;
  readonly isChanged: boolean;
}

/**
 * Reindexes the stored resources of every type whose connector defines its indexes or searches in another way than before. Until then
 * a filter may miss resources.
 *
 * @returns false when `isStopped` ended it early
 */
export async function reindexChanged(deps: {
  readonly connectors: readonly Connector[];
  readonly store: Pick<Store, 'tenants' | 'definitions' | 'resources'>;
  readonly clock: () => Date;
  readonly logger: Logger;
  /** Asked between two portions. */
  readonly isStopped: () => boolean;
}): Promise<boolean> {
  const { connectors, store, clock, logger, isStopped } = deps;
  for (const { id: connector, users, groups, resources } of connectors) {
    for (const { type } of [users, ...(groups === undefined ? [] : [groups]), ...resources]) {
      const definition = createHash('sha256').update(indexDefinition(type)).digest('hex');
      const known = await store.definitions.get(connector, type.name);
      const isNew = known?.definition !== definition;
      if (!isNew && clock().getTime() - Date.parse(known.since) > ROLLING_MS) continue;
      const since = isNew ? clock().toISOString() : known.since;
      if (!(await reindexType(connector, type))) return false;
      if (isNew) await store.definitions.set(connector, type.name, { definition, since });
    }
  }
  return true;

  async function reindexType(connector: string, type: ResourceType): Promise<boolean> {
    let looked = 0;
    let changed = 0;
    for await (const tenant of tenantsOf(store, connector)) {
      const duplicates = new Map<string, Duplicates>();
      let after: PageKey | undefined;
      for (let hasMore = true; hasMore;) {
        if (isStopped()) return false;
        const query = { type, filter: undefined, after, count: PORTION, isCounted: false };
        const page = await store.resources.keysetPage(tenant.id, query);
        const reindexed = await reindexPortion(tenant, type, page.items);
        const before = looked;
        looked += page.items.length;
        changed += reindexed.filter(({ isChanged }) => isChanged).length;
        for (const [at, { id }] of page.items.entries()) {
          for (const path of reindexed[at]?.duplicates ?? []) addDuplicate(duplicates, path, id);
        }
        if (Math.floor(looked / PROGRESS_EVERY) > Math.floor(before / PROGRESS_EVERY)) {
          logger.info({ connector, type: type.name, looked, changed }, 'reindexing resources');
        }
        ({ hasMore, last: after } = page);
      }
      logDuplicates(tenant, type, duplicates);
    }
    if (changed > 0) logger.info({ connector, type: type.name, looked, changed }, 'reindexed resources');
    return true;
  }

  /** In one commit; when that is refused, each resource in its own, which the writer merges. */
  async function reindexPortion(
    tenant: Tenant,
    type: ResourceType,
    portion: readonly Stored[],
  ): Promise<readonly Reindexed[]> {
    if (portion.length === 0) return [];
    const changes = portion.map((stored) => reindexOf(stored, type, new Set()));
    const outcome = await store.resources.commit(tenant.id, changes);
    if (outcome.kind !== 'done')
      return Promise.all(portion.map((stored) => reindexOne(tenant, type, stored)));
    return outcome.results.map((result) => ({
      duplicates: new Set<string>(),
      isChanged: result?.isReindexed === true,
    }));
  }

  async function reindexOne(tenant: Tenant, type: ResourceType, stored: Stored): Promise<Reindexed> {
    const duplicates = new Set<string>();
    for (let current: Stored | undefined = stored; current !== undefined;) {
      const outcome = await store.resources.commit(tenant.id, [reindexOf(current, type, duplicates)]);
      if (outcome.kind === 'done') return { duplicates, isChanged: outcome.results[0]?.isReindexed === true };
      if (outcome.kind === 'duplicate') duplicates.add(outcome.path);
      else current = await store.resources.get(tenant.id, type.name, stored.id);
    }
    // It was removed meanwhile.
    return { duplicates: new Set(), isChanged: false };
  }

  /** Without the value, which is personal. */
  function logDuplicates(
    { connector, name }: Tenant,
    type: ResourceType,
    duplicates: ReadonlyMap<string, Duplicates>,
  ): void {
    for (const [attribute, { count, ids }] of duplicates) {
      logger.error(
        { connector, tenant: name, type: type.name, attribute, count, ids },
        'another resource of the tenant has the same value, which must be unique now: a filter finds all of them; give each its own value',
      );
    }
  }
}

function addDuplicate(duplicates: Map<string, Duplicates>, path: string, id: string): void {
  const { count, ids } = duplicates.get(path) ?? { count: 0, ids: [] };
  duplicates.set(path, { count: count + 1, ids: count < NAMED ? [...ids, id] : ids });
}

/** The entries at the paths of `duplicates` are not unique. */
function reindexOf(
  { id, version, body }: Stored,
  type: ResourceType,
  duplicates: ReadonlySet<string>,
): Change {
  const resource: unknown = JSON.parse(body);
  if (!isObject(resource)) throw new TypeError('A stored body is not an object.');
  return {
    kind: 'reindex',
    type: type.name,
    id,
    expected: version,
    document: searchText(resource, type),
    entries: indexEntries(resource, type).map((entry) => ({
      ...entry,
      unique: entry.unique && !duplicates.has(entry.path),
    })),
  };
}
