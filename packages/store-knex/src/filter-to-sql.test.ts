import { openParseContext, type JsonObject, type ResourceType } from '@scimwright/core';
import { bindFilter, parseFilter, toPredicate, type BoundFilter } from '@scimwright/core/filter';
import { attribute, defaultGroupMapping, defaultUserMapping, defineProfile } from '@scimwright/core/profile';
import { indexEntries } from '@scimwright/core/resource';
import { ENTERPRISE_USER, enterpriseUserSchema, groupSchema, userSchema } from '@scimwright/core/schema';
import { StoreFault, type Store, type TenantId } from '@scimwright/store';
import { engines, type TestDatabase } from '@scimwright/test-databases';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqlite } from './dialect/sqlite.ts';
import { filterToSql } from './filter-to-sql.ts';
import { openStore } from './open-store.ts';
import { storageRuns, storageTime } from './storage-runs.fixture.ts';

const AT = '2026-01-31T12:00:00.000Z';

const userType = defineProfile({
  name: 'User',
  endpoint: '/Users',
  schema: userSchema,
  extensions: [enterpriseUserSchema],
  rows: [
    attribute('userName', 'string', { filterable: true }),
    attribute('displayName', 'string', { filterable: true }),
    attribute('active', 'boolean', { filterable: true }),
    attribute('emails[type eq "work"].value', 'string', { filterable: true }),
    attribute('phoneNumbers[type eq "mobile"].value', 'string', { filterable: true }),
    attribute('roles', 'complex', { filterable: false, from: 'x' }),
    attribute(`${ENTERPRISE_USER}:manager`, 'reference'),
  ],
  sources: defaultUserMapping,
  matchedBy: 'userName',
}).type;

const groupType = defineProfile({
  name: 'Group',
  endpoint: '/Groups',
  schema: groupSchema,
  extensions: [],
  rows: [attribute('displayName', 'string', { filterable: true }), attribute('members', 'reference')],
  sources: defaultGroupMapping,
  matchedBy: 'displayName',
  membership: 'members',
}).type;

const NAMES =
  'ada|Ada|ADA|ａｄａ|åsa|A\u030Asa|Ольга|ОЛЬГА|Σίσυφος|ΣΊΣΥΦΟΣ|李娜|김민준|ağa|I|ı|İ|i|straße|STRASSE|محمد|דוד' +
  '|o\'brien|a%|a_a|%|\\|"|""|null|true|| |a |\u{1F600}|\u{10428}|\u{10400}';

/** Names from many scripts, some of them difficult to fold, quote or match; few, so that they meet. */
const name = fc.constantFrom(...NAMES.split('|'));

const text = (value: string): string => JSON.stringify(value);

const user = fc.record({
  userName: name,
  displayName: fc.option(name, { nil: undefined }),
  externalId: fc.option(name, { nil: undefined }),
  active: fc.option(fc.boolean(), { nil: undefined }),
  work: fc.array(name, { maxLength: 2 }),
  home: fc.option(name, { nil: undefined }),
  mobile: fc.option(name, { nil: undefined }),
  manager: fc.option(fc.constantFrom('u0', 'u1', 'U1', 'nobody'), { nil: undefined }),
});

type Drawn = typeof user extends fc.Arbitrary<infer User> ? User : never;

/** A drawn user as a resource; absent values have no key. */
function resourceOf(drawn: Drawn): JsonObject {
  const { work, home, mobile, manager, ...plain } = drawn;
  const emails = [
    ...work.map((value) => ({ type: 'work', value })),
    ...(home === undefined ? [] : [{ type: 'home', value: home }]),
  ];
  const resource: Record<string, JsonObject[string] | undefined> = {
    ...plain,
    ...(emails.length > 0 && { emails }),
    ...(mobile !== undefined && { phoneNumbers: [{ type: 'mobile', value: mobile }] }),
    ...(manager !== undefined && { [ENTERPRISE_USER]: { manager: { value: manager } } }),
  };
  const present = Object.entries(resource).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as JsonObject; // undefined was left out
}

const userLookup = fc.oneof(
  fc.constantFrom('u0', 'u1', 'u2', 'U1', 'g0', '').map((id) => `id eq ${text(id)}`),
  fc
    .tuple(fc.constantFrom('userName', 'displayName', 'externalId'), name)
    .map(([path, value]) => `${path} eq ${text(value)}`),
  fc.boolean().map((value) => `active eq ${value}`),
  name.map((value) => `emails[type eq "work" and value eq ${text(value)}]`),
  name.map((value) => `phoneNumbers[value eq ${text(value)} and type eq "Mobile"]`),
  fc.constantFrom('u0', 'U1', 'nobody').map((id) => `${ENTERPRISE_USER}:manager eq ${text(id)}`),
);

const groupLookup = fc.oneof(
  fc.constantFrom('g0', 'g1', 'u0').map((id) => `id eq ${text(id)}`),
  name.map((value) => `displayName eq ${text(value)}`),
  fc.constantFrom('u0', 'u1', 'g0', 'U1').map((id) => `members eq ${text(id)}`),
);

/** Lookups under `and`, `or` and `not`. */
function filterOver(lookup: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const { filter } = fc.letrec<{ filter: string }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 4 },
      lookup,
      fc
        .tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter'))
        .map(([l, op, r]) => `(${l} ${op} ${r})`),
      tie('filter').map((operand) => `not (${operand})`),
    ),
  }));
  return filter;
}

function bound(filter: string, type: ResourceType): BoundFilter {
  return bindFilter(parseFilter(filter, openParseContext()), type, openParseContext());
}

interface Kept {
  readonly id: string;
  readonly resource: JsonObject;
  readonly members: readonly string[];
}

describe.each(engines)('a filter in SQL on $name', { timeout: storageTime }, ({ open }) => {
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

  /** Stores resources in a new tenant, and compares the result of each filter with the predicate. */
  const compare = async (
    type: ResourceType,
    kept: readonly Kept[],
    filters: readonly string[],
  ): Promise<void> => {
    tenants += 1;
    const tenant = `t${tenants}` as TenantId;
    await store.resources.commit(
      tenant,
      kept.map(({ id, resource, members }) => ({
        kind: 'create',
        type: type.name,
        id,
        at: AT,
        body: JSON.stringify(resource),
        // Names may repeat, so no entry is unique here.
        entries: indexEntries(resource, type).map((entry) => ({ ...entry, unique: false })),
        members,
      })),
    );
    // The fast path for unique names would hide repeated names.
    const plain = { ...type, indexes: type.indexes.map((index) => ({ ...index, unique: false })) };
    for (const filter of filters) {
      const matches = toPredicate(bound(filter, type));
      const expected = kept
        .filter(({ id, resource, members }) =>
          matches({ ...resource, id, members: members.map((value) => ({ value })) }),
        )
        .map(({ id }) => id);
      const page = await store.resources.find(tenant, {
        type: plain,
        filter: bound(filter, plain),
        startIndex: 1,
        count: 100,
      });
      expect({ filter, ids: page.items.map(({ id }) => id), total: page.total }).toEqual({
        filter,
        ids: expected,
        total: expected.length,
      });
    }
  };

  it('finds the users that the predicate finds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(user, { maxLength: 8 }),
        fc.array(filterOver(userLookup), { minLength: 5, maxLength: 15 }),
        (users, filters) =>
          compare(
            userType,
            users.map((drawn, at) => ({ id: `u${at}`, resource: resourceOf(drawn), members: [] })),
            filters,
          ),
      ),
      storageRuns(25),
    );
  });

  it('finds the groups that the predicate finds', async () => {
    const group = fc.record({
      displayName: name,
      members: fc.uniqueArray(fc.constantFrom('u0', 'u1', 'u2', 'g0', 'U1'), { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(group, { maxLength: 6 }),
        fc.array(filterOver(groupLookup), { minLength: 5, maxLength: 15 }),
        (groups, filters) =>
          compare(
            groupType,
            groups.map(({ displayName, members }, at) => ({
              id: `g${at}`,
              resource: { displayName },
              members,
            })),
            filters,
          ),
      ),
      storageRuns(15),
    );
  });

  it.each(['userName co "a"', 'userName ne "a"', 'userName pr', 'nickless eq "a"', 'emails.value eq "a"'])(
    'is not made from %s, which no index answers',
    (filter) => {
      const whole: ResourceType = {
        ...userType,
        indexes: userType.indexes.filter(({ path }) => path !== 'userName'),
      };
      const named = filter.startsWith('nickless') ? filter.replace('nickless', 'userName') : filter;
      expect(() =>
        filterToSql('t1' as TenantId, whole, bound(named, whole), sqlite('unused.sqlite')),
      ).toThrow(new StoreFault('FILTER_WITHOUT_INDEX', undefined));
    },
  );
});
