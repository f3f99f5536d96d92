import { openParseContext, type JsonObject, type ResourceType } from '@scimwright/core';
import { bindFilter, parseFilter, toPredicate, type BoundFilter } from '@scimwright/core/filter';
import { attribute, defaultGroupMapping, defaultUserMapping, defineProfile } from '@scimwright/core/profile';
import { indexEntries, searchText } from '@scimwright/core/resource';
import { groupSchema, userSchema } from '@scimwright/core/schema';
import type { Change, Store, TenantId } from '@scimwright/store';
import { engines, type TestDatabase } from '@scimwright/test-databases';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../open-store.ts';
import { storageRuns, storageTime } from '../storage-runs.fixture.ts';

const userType = defineProfile({
  name: 'User',
  endpoint: '/Users',
  schema: userSchema,
  extensions: [],
  rows: [
    attribute('title', 'string', { unmapped: true }),
    attribute('groups', 'complex', { unmapped: true }),
  ],
  sources: defaultUserMapping,
  matchedBy: 'title',
  searchedBy: 'everything',
  memberOf: { attribute: 'groups', label: 'displayName' },
}).type;

const groupType = defineProfile({
  name: 'Group',
  endpoint: '/Groups',
  schema: groupSchema,
  extensions: [],
  rows: [attribute('displayName', 'string', { unmapped: true }), attribute('members', 'reference')],
  sources: defaultGroupMapping,
  matchedBy: 'displayName',
  searchedBy: 'everything',
  membership: 'members',
}).type;

const NAMES = ['Deck', 'deck', 'Ｄｅｃｋ', 'ΣΊΣΥΦΟΣ', 'σίσυφος', 'a%_\\', '', ' deck'] as const;
const IDS = ['g0', 'g1', 'g2', 'g3', 'g4', 'u0', 'u1', 'G0', 'direct', ''] as const;
const TYPES = ['direct', 'DIRECT', 'indirect', 'Indirect', 'x', ''] as const;
const GROUPS = [0, 1, 2, 3, 4] as const;
const USERS = [0, 1, 2, 3] as const;

/** Groups, some of them without a name, with users and groups as members, also in cycles. */
const anyWorld = fc.record({
  names: fc.tuple(...GROUPS.map(() => fc.option(fc.constantFrom(...NAMES), { nil: undefined }))),
  members: fc.uniqueArray(
    fc.tuple(
      fc.constantFrom(...USERS.map((n) => `u${n}`), ...GROUPS.map((n) => `g${n}`)),
      fc.constantFrom(...GROUPS.map((n) => `g${n}`)),
    ),
    { maxLength: 16, selector: String },
  ),
});
type World = typeof anyWorld extends fc.Arbitrary<infer Of> ? Of : never;

const OPERATORS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
const operands = { value: IDS, display: NAMES, type: TYPES } as const;

const comparison = (prefix: string): fc.Arbitrary<string> =>
  fc.constantFrom('value', 'display', 'type').chain((part) =>
    fc.oneof(
      {
        weight: 1,
        arbitrary: fc.constantFrom('pr', 'eq null', 'ne null').map((end) => `${prefix}${part} ${end}`),
      },
      {
        weight: 5,
        arbitrary: fc
          .tuple(fc.constantFrom(...OPERATORS), fc.constantFrom<string>(...operands[part]))
          .map(([op, value]) => `${prefix}${part} ${op} ${JSON.stringify(value)}`),
      },
    ),
  );

const logicOver = (leaf: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.letrec<{ filter: string }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 2 },
      { weight: 3, arbitrary: leaf },
      {
        weight: 2,
        arbitrary: fc
          .tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter'))
          .map(([left, op, right]) => `(${left} ${op} ${right})`),
      },
      { weight: 1, arbitrary: tie('filter').map((operand) => `not (${operand})`) },
    ),
  })).filter;

const anyFilter = logicOver(
  fc.oneof(
    { weight: 4, arbitrary: comparison('groups.') },
    { weight: 4, arbitrary: logicOver(comparison('')).map((where) => `groups[${where}]`) },
    { weight: 1, arbitrary: fc.constantFrom('groups pr', 'groups eq "g1"', 'title eq "t1"') },
  ),
);

const bound = (filter: string): BoundFilter =>
  bindFilter(parseFilter(filter, openParseContext()), userType, openParseContext());

/** The groups of a user, found step by step until there is no new one. */
function groupsOf(user: string, { names, members }: World): readonly JsonObject[] {
  const stepsFrom = (from: readonly string[]) =>
    members.filter(([member]) => from.includes(member)).map(([, group]) => group);
  const direct = new Set(stepsFrom([user]));
  let all = direct;
  for (let before = -1; before !== all.size;) {
    before = all.size;
    all = new Set([...all, ...stepsFrom([...all])]);
  }
  return [...all].map((value) => {
    const display = names[Number(value.slice(1))];
    return {
      value,
      ...(display !== undefined && { display }),
      type: direct.has(value) ? 'direct' : 'indirect',
    };
  });
}

function creation(type: ResourceType, id: string, resource: JsonObject, members: readonly string[]): Change {
  return {
    kind: 'create',
    type: type.name,
    id,
    at: '2026-01-31T12:00:00.000Z',
    body: JSON.stringify(resource),
    document: searchText(resource, type),
    entries: indexEntries(resource, type),
    members,
  };
}

describe.each(engines)('a search by groups on $name', { timeout: storageTime }, ({ open }) => {
  let database: TestDatabase;
  let store: Store;
  let tenants = 0;
  beforeAll(async () => {
    database = await open();
    store = await openStore(database);
  });
  afterAll(async () => {
    await store.close();
    await database.close();
  });

  it('finds the users that the predicate finds', async () => {
    const filters = fc.array(anyFilter, { minLength: 10, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(anyWorld, filters, async (world, asked) => {
        tenants += 1;
        const tenant = `t${tenants}` as TenantId;
        const users = USERS.map((n) => ({ id: `u${n}`, title: `t${n}` }));
        await store.resources.commit(tenant, [
          ...users.map(({ id, title }) => creation(userType, id, { title }, [])),
          ...GROUPS.map((n) => {
            const displayName = world.names[n];
            const members = world.members.filter(([, group]) => group === `g${n}`).map(([member]) => member);
            return creation(groupType, `g${n}`, displayName === undefined ? {} : { displayName }, members);
          }),
        ]);
        for (const filter of asked) {
          const matches = toPredicate(bound(filter));
          const expected = users
            .filter((user) => matches({ ...user, groups: groupsOf(user.id, world) }))
            .map(({ id }) => id);
          const query = { type: userType, filter: bound(filter), startIndex: 1, count: 100 };
          const { total, items } = await store.resources.find(tenant, query);
          const ids = items.map(({ id }) => id);
          expect({ filter, ids, total }).toEqual({ filter, ids: expected, total: expected.length });
        }
      }),
      storageRuns(15),
    );
  });
});
