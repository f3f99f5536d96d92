import {
  attribute,
  bindFilter,
  defaultGroupMapping,
  defineProfile,
  groupSchema,
  noMembers,
  openReading,
  parseFilter,
  type BoundFilter,
  type IndexEntry,
  type MemberDelta,
  type ResourceType,
} from '@scimwright/core';
import { memoryStore, StoreFault, type Change, type Store, type TenantId } from '@scimwright/store';
import { engines, type TestDatabase } from '@scimwright/test-databases';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../open-store.ts';

/** A type of which nothing but the name matters here. */
function typeNamed(name: string): ResourceType {
  const { type } = defineProfile({
    name,
    endpoint: `/${name}s`,
    schema: groupSchema,
    extensions: [],
    rows: [attribute('members', 'reference')],
    sources: defaultGroupMapping,
    matchedBy: 'displayName',
  });
  return type;
}

const types = [typeNamed('User'), typeNamed('Group')];

/** A change without its time and its body. */
type Drawn =
  | {
      readonly kind: 'create';
      readonly id: string;
      readonly entries: readonly IndexEntry[];
      readonly members: readonly string[];
    }
  | {
      readonly kind: 'update';
      readonly id: string;
      readonly expected: number | undefined;
      readonly add: readonly IndexEntry[];
      readonly drop: readonly IndexEntry[];
      readonly members: MemberDelta;
    }
  | {
      readonly kind: 'members';
      readonly id: string;
      readonly expected: number | undefined;
      readonly members: MemberDelta;
    }
  | { readonly kind: 'remove'; readonly id: string; readonly expected: number | undefined };

/** So few ids and names that everything meets. */
const groupId = fc.constantFrom('g0', 'g1');
const anyId = fc.constantFrom('u0', 'u1', 'g0', 'g1');
const memberIds = fc.uniqueArray(fc.constantFrom('u0', 'u1', 'g0', 'x'), { maxLength: 3 });
const named = (...keys: readonly string[]): readonly IndexEntry[] =>
  keys.map((key) => ({ path: 'name', key, unique: true }));
const entries = fc.uniqueArray(fc.constantFrom('a', 'b'), { maxLength: 2 }).map((keys) => named(...keys));
const expected = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined, freq: 3 });
/** What a filter over members means. */
function whereOf(text: string): BoundFilter {
  const filter = bindFilter(
    parseFilter(`members[${text}]`, openReading()),
    typeNamed('Group'),
    openReading(),
  );
  if (filter.kind !== 'some') throw new TypeError('A value path is bound as one.');
  return filter.where;
}

const memberFilter = fc.constantFrom('type eq "User"', 'not (type pr)', 'value sw "u"').map(whereOf);
const delta: fc.Arbitrary<MemberDelta> = fc.oneof(
  memberIds.map((add) => ({ ...noMembers, add })),
  memberIds.map((remove) => ({ ...noMembers, remove })),
  memberIds.map(([first, ...remove]) => ({ ...noMembers, add: first === undefined ? [] : [first], remove })),
  memberIds.map((add) => ({ clear: true, add, remove: [] })),
  fc
    .tuple(memberFilter, memberIds, fc.option(memberFilter, { nil: undefined }))
    .map(([filter, add, next]) => ({
      ...noMembers,
      where: filter,
      add,
      ...(next !== undefined && { next: { ...noMembers, where: next } }),
    })),
);

/** One batch in five has several changes. */
function batchOf(change: fc.Arbitrary<Drawn>): fc.Arbitrary<readonly Drawn[]> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.array(change, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(change, { minLength: 2, maxLength: 3 }) },
  );
}

/** Anything, which is refused more often than not. */
const anyBatch = batchOf(
  fc.oneof<fc.Arbitrary<Drawn>[]>(
    fc
      .tuple(anyId, entries, memberIds)
      .map(([id, own, members]) => ({ kind: 'create', id, entries: own, members })),
    fc.tuple(anyId, expected, entries, entries, delta).map(([id, version, add, drop, members]) => ({
      kind: 'update',
      id,
      expected: version,
      add,
      drop,
      members,
    })),
    fc
      .tuple(groupId, expected, delta)
      .map(([id, version, members]) => ({ kind: 'members', id, expected: version, members })),
    fc.tuple(anyId, expected).map(([id, version]) => ({ kind: 'remove', id, expected: version })),
  ),
);

/** Two users with names and two groups, for changes that mostly succeed when they come alone. */
const furnished: readonly (readonly Drawn[])[] = [
  [
    { kind: 'create', id: 'u0', entries: named('a'), members: [] },
    { kind: 'create', id: 'u1', entries: named('b'), members: [] },
    { kind: 'create', id: 'g0', entries: [], members: ['u0', 'x'] },
    { kind: 'create', id: 'g1', entries: [], members: [] },
  ],
];
const newName = fc.constantFrom('a', 'b', 'c');
const livelyBatch = batchOf(
  fc.oneof<fc.Arbitrary<Drawn>[]>(
    fc.tuple(groupId, delta).map(([id, members]) => ({ kind: 'members', id, expected: undefined, members })),
    fc
      .tuple(fc.constantFrom(['u0', 'a'] as const, ['u1', 'b'] as const), newName)
      .map(([[id, old], name]) => ({
        kind: 'update',
        id,
        add: named(name),
        drop: named(old),
        expected: 1,
        members: noMembers,
      })),
    fc
      .tuple(fc.constantFrom('u2', 'u3'), newName)
      .map(([id, name]) => ({ kind: 'create', id, entries: named(name), members: [] })),
    fc.constantFrom('u0', 'u1', 'g1').map((id) => ({ kind: 'remove', id, expected: undefined })),
  ),
);

/** What a tenant has, and the batches that come then. */
function scenario(most: number) {
  const batches = (batch: typeof anyBatch) => fc.array(batch, { minLength: 2, maxLength: most });
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ before: fc.constant(furnished), batches: batches(livelyBatch) }) },
    {
      weight: 1,
      arbitrary: fc.record({ before: fc.array(anyBatch, { maxLength: 5 }), batches: batches(anyBatch) }),
    },
  );
}

/** The batch at a place in the order of asking; its place is its time, and the body of what it writes. */
function batchAt(drawn: readonly Drawn[], place: number): readonly Change[] {
  const at = `2026-01-31T12:00:00.${String(place).padStart(3, '0')}Z`;
  return drawn.map((each): Change => {
    const own = { type: each.id.startsWith('g') ? 'Group' : 'User', at };
    switch (each.kind) {
      case 'create':
        return { ...own, ...each, body: `{"by":${place}}` };
      case 'update': {
        // A key that stays is neither added nor dropped, as the port says.
        const drop = each.drop.filter(({ key }) => !each.add.some((entry) => entry.key === key));
        const { id, expected, members } = each;
        return {
          ...own,
          kind: 'update',
          id,
          expected,
          body: `{"by":${place}}`,
          entries: { add: each.add, drop },
          members,
        };
      }
      case 'members':
      case 'remove':
        return { ...own, ...each };
      default:
        return each satisfies never;
    }
  });
}

/** What a batch is answered with; an id that is taken is a fault, of whatever code. */
function answer(store: Store, tenant: TenantId, changes: readonly Change[]): Promise<unknown> {
  return store.resources.commit(tenant, changes).then(
    (outcome) => sortLists(outcome),
    (error: unknown) => (error instanceof StoreFault ? 'fault' : error),
  );
}

/** Answers list the members in no particular order. */
function sortLists(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(sortLists);
    return items.every((item) => typeof item === 'string') ? items.toSorted() : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, sortLists(part)]));
}

/** Everything that can be seen of a tenant, with events in no particular order. */
async function stateOf(store: Store, tenant: TenantId): Promise<unknown> {
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

function* ordersOf(items: readonly number[]): Generator<readonly number[]> {
  if (items.length === 0) yield [];
  for (const item of items) {
    for (const rest of ordersOf(items.filter((other) => other !== item))) yield [item, ...rest];
  }
}

/** What the reference answers, and keeps, when batches come one by one in some order. */
async function oneByOne(
  before: readonly (readonly Drawn[])[],
  batches: readonly (readonly Drawn[])[],
  order: readonly number[],
  tenant: TenantId,
): Promise<unknown> {
  const store = memoryStore();
  for (const drawn of before) await answer(store, tenant, batchAt(drawn, 900));
  const answers = new Map<number, unknown>();
  for (const place of order)
    answers.set(place, await answer(store, tenant, batchAt(batches[place] ?? [], place)));
  return { answers: batches.map((_, place) => answers.get(place)), state: await stateOf(store, tenant) };
}

describe.each(engines)('batches on $name', ({ open }) => {
  let database: TestDatabase;
  let store: Store;
  let other: Store;
  let tenants = 0;
  const nextTenant = (): TenantId => {
    tenants += 1;
    return `t${tenants}` as TenantId;
  };
  beforeAll(async () => {
    database = await open();
    store = await openStore(database);
    other = await openStore(database);
  });
  afterAll(async () => {
    await store.close();
    await other.close();
    await database.close();
  });

  it('that come one by one are answered and stored as the reference does it', async () => {
    await fc.assert(
      fc.asyncProperty(scenario(6), async ({ before, batches }) => {
        const tenant = nextTenant();
        for (const drawn of before) await answer(store, tenant, batchAt(drawn, 900));
        const answers: unknown[] = [];
        for (const [place, drawn] of batches.entries()) {
          answers.push(await answer(store, tenant, batchAt(drawn, place)));
        }
        const order = batches.map((_, place) => place);
        const reference = await oneByOne(before, batches, order, tenant);
        expect({ answers, state: await stateOf(store, tenant) }).toEqual(reference);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    { how: 'together', hostOf: () => store },
    { how: 'together to two hosts', hostOf: (place: number) => (place % 2 === 0 ? store : other) },
  ])('that come $how come out as if one by one in some order', async ({ hostOf }) => {
    await fc.assert(
      fc.asyncProperty(scenario(4), async ({ before, batches }) => {
        const tenant = nextTenant();
        for (const drawn of before) await answer(store, tenant, batchAt(drawn, 900));
        const answers = await Promise.all(
          batches.map((drawn, place) => answer(hostOf(place), tenant, batchAt(drawn, place))),
        );
        const seen = { answers, state: await stateOf(store, tenant) };
        const possible: unknown[] = [];
        for (const order of ordersOf(batches.map((_, place) => place))) {
          possible.push(await oneByOne(before, batches, order, tenant));
        }
        expect(possible).toContainEqual(seen);
      }),
      { numRuns: 300 },
    );
  });
});
