import { isObject, type ResourceType } from '@scimwright/core';
import { indexEntries, searchText } from '@scimwright/core/resource';
import type { Change, PageKey, Store, Stored, TenantId } from '@scimwright/store';

/** How many resources are reindexed in one commit, which other writes wait for, and how many bytes of them are read for it. */
const PORTION = 200;
const PORTION_BYTES = 1_048_576;

/** A portion of reindexed resources. */
export interface ReindexedPortion {
  readonly looked: number;
  /** How many are different now. */
  readonly changed: number;
  /** The paths at which a resource has a value that another one holds, in order of ids. */
  readonly duplicates: readonly { readonly path: string; readonly id: string }[];
  /** The last of them; undefined without any. */
  readonly last: string | undefined;
  /** Whether more resources follow. */
  readonly hasMore: boolean;
}

/** The paths at which a resource has a value that another one holds, and whether reindexing changed anything. */
interface Reindexed {
  readonly duplicates: ReadonlySet<string>;
  readonly isChanged: boolean;
}

/**
 * Reindexes the resources of a type and a tenant, from behind `after` on, in portions. Each is read and written when you ask for it.
 *
 * @param goesOn - is awaited before each portion; false ends it early
 */
export async function* reindexPortions(
  store: Pick<Store, 'resources'>,
  tenant: TenantId,
  type: ResourceType,
  after: string | undefined,
  goesOn: () => Promise<boolean>,
): AsyncGenerator<ReindexedPortion> {
  let from: PageKey | undefined = after === undefined ? undefined : { id: after };
  for (let hasMore = true; hasMore;) {
    if (!(await goesOn())) return;
    const page = await store.resources.keysetPage(tenant, {
      type,
      filter: undefined,
      after: from,
      count: PORTION,
      bytes: PORTION_BYTES,
      isCounted: false,
    });
    const reindexed = await reindexPortion(store, tenant, type, page.items);
    yield {
      looked: page.items.length,
      changed: reindexed.filter(({ isChanged }) => isChanged).length,
      duplicates: page.items.flatMap(({ id }, at) =>
        [...(reindexed[at]?.duplicates ?? [])].map((path) => ({ path, id })),
      ),
      last: page.last?.id,
      hasMore: page.hasMore,
    };
    ({ hasMore, last: from } = page);
  }
}

/** In one commit; when that is refused, each resource in its own, which the writer merges. */
async function reindexPortion(
  store: Pick<Store, 'resources'>,
  tenant: TenantId,
  type: ResourceType,
  portion: readonly Stored[],
): Promise<readonly Reindexed[]> {
  if (portion.length === 0) return [];
  const changes = portion.map((stored) => reindexOf(stored, type, new Set()));
  const outcome = await store.resources.commit(tenant, changes);
  if (outcome.kind !== 'done')
    return Promise.all(portion.map((stored) => reindexOne(store, tenant, type, stored)));
  return outcome.results.map((result) => ({
    duplicates: new Set<string>(),
    isChanged: result?.isReindexed === true,
  }));
}

async function reindexOne(
  { resources }: Pick<Store, 'resources'>,
  tenant: TenantId,
  type: ResourceType,
  stored: Stored,
): Promise<Reindexed> {
  const duplicates = new Set<string>();
  for (let current: Stored | undefined = stored; current !== undefined;) {
    const outcome = await resources.commit(tenant, [reindexOf(current, type, duplicates)]);
    if (outcome.kind === 'done') return { duplicates, isChanged: outcome.results[0]?.isReindexed === true };
    if (outcome.kind === 'duplicate') duplicates.add(outcome.path);
    else current = await resources.get(tenant, type.name, stored.id);
  }
  // It was removed meanwhile.
  return { duplicates: new Set(), isChanged: false };
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
