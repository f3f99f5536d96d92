import { memoryStore, StoreFault, type Change, type Store, type TenantId } from '@scimwright/store';
import { batchAt, types, type Scenario } from './drawn-batches.fixture.ts';

/** The answer to a batch. A taken id is a fault, whose code depends on the engine. */
export function answer(store: Store, tenant: TenantId, changes: readonly Change[]): Promise<unknown> {
  return store.resources.commit(tenant, changes).then(
    (outcome) => sortLists(outcome),
    (error: unknown) => (error instanceof StoreFault ? 'fault' : error),
  );
}

/** Sorts lists of strings, because answers list members in no particular order. */
function sortLists(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(sortLists);
    return items.every((item) => typeof item === 'string') ? items.toSorted() : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, sortLists(part)]));
}

/** Everything that is visible of a tenant, with its events sorted. */
export async function stateOf(store: Store, tenant: TenantId): Promise<unknown> {
  const pages = await Promise.all(
    types.map((type) => store.resources.find(tenant, { type, filter: undefined, startIndex: 1, count: 100 })),
  );
  const members: unknown[] = [];
  for (const group of ['g0', 'g1', 'u0', 'u1']) {
    for await (const page of store.resources.members(tenant, group)) members.push([group, page]);
  }
  const events = await store.outbox.read({ tenant, after: 0, limit: 1_000 });
  const told = events.map(({ type, resourceId, at, data }) =>
    JSON.stringify([type, resourceId, at, sortLists(data)]),
  );
  return { pages, members, told: told.toSorted() };
}

/** The answers and the state of the store in memory after the batches, one by one in this order. */
export async function oneByOne({ before, batches }: Scenario, order: readonly number[]): Promise<unknown> {
  const store = memoryStore();
  const tenant = 't1' as TenantId;
  for (const drawn of before) await answer(store, tenant, batchAt(drawn, 900));
  const answers = new Map<number, unknown>();
  for (const place of order)
    answers.set(place, await answer(store, tenant, batchAt(batches[place] ?? [], place)));
  return { answers: batches.map((_, place) => answers.get(place)), state: await stateOf(store, tenant) };
}
