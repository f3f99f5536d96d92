import { compareText, isObject, openParseContext, type Json, type JsonObject } from '@scimwright/core';
import { parseSort, indexEntries, searchText } from '@scimwright/core/resource';
import { readValues, toPredicate, type BoundFilter } from '@scimwright/core/filter';
import type { BoundPath } from '@scimwright/core/schema';
import type { Store, TenantId } from '@scimwright/store';
import { engines, type TestDatabase } from '@scimwright/test-databases';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../open-store.ts';
import {
  anyUser,
  anyUserFilter,
  bound,
  manyOfANameType as type,
  searchedPaths,
  searchedUserType,
} from './searched-users.fixture.ts';
import { storageRuns, storageTime } from '../storage-runs.fixture.ts';

const TIMES = ['2026-01-31T12:00:00.000Z', '2026-01-31T12:00:00.001Z', '2025-12-31T23:59:59.000Z'] as const;

interface Kept {
  readonly id: string;
  readonly at: string;
  readonly resource: JsonObject;
}

const anyUsers = fc
  .array(fc.tuple(anyUser, fc.constantFrom(...TIMES)), { minLength: 1, maxLength: 8 })
  .map((users) => users.map(([resource, at], n): Kept => ({ id: `u${n}`, at, resource })));

/** The whole resource, as a client gets it. */
function whole({ id, at, resource }: Kept): JsonObject {
  const extensions = searchedUserType.extensions
    .map(({ schema }) => schema.id)
    .filter((urn) => isObject(resource[urn]));
  return {
    ...resource,
    schemas: [searchedUserType.schema.id, ...extensions],
    id,
    meta: { resourceType: 'User', created: at, lastModified: at },
  };
}

describe.each(engines)('a search on $name', { timeout: storageTime }, ({ open }) => {
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

  const keep = async (users: readonly Kept[]): Promise<TenantId> => {
    tenants += 1;
    const tenant = `t${tenants}` as TenantId;
    const outcome = await store.resources.commit(
      tenant,
      users.map(({ id, at, resource }) => ({
        kind: 'create',
        type: type.name,
        id,
        at,
        body: JSON.stringify(resource),
        document: searchText(resource, type),
        entries: indexEntries(resource, type),
        members: [],
      })),
    );
    expect(outcome.kind).toBe('done');
    return tenant;
  };

  it('finds the users that the predicate finds', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyUsers,
        fc.array(anyUserFilter, { minLength: 10, maxLength: 30 }),
        async (users, filters) => {
          const tenant = await keep(users);
          for (const filter of filters) {
            const matches = toPredicate(bound(filter));
            const expected = users.filter((user) => matches(whole(user))).map(({ id }) => id);
            const query = { type, filter: bound(filter), startIndex: 1, count: 100 };
            const page = await store.resources.find(tenant, query);
            const counted = await store.resources.find(tenant, { ...query, count: 0 });
            const ids = page.items.map(({ id }) => id);
            expect({ filter, ids, total: page.total, counted: counted.total }).toEqual({
              filter,
              ids: expected,
              total: expected.length,
              counted: expected.length,
            });
          }
        },
      ),
      storageRuns(20),
    );
  });

  it('follows the laws of logic: a user matches a filter or its negation, and not (a and b) equals not a or not b', async () => {
    const not = (operand: BoundFilter): BoundFilter => ({ kind: 'not', operand });
    await fc.assert(
      fc.asyncProperty(
        anyUsers,
        fc.array(fc.tuple(anyUserFilter, anyUserFilter), { minLength: 2, maxLength: 6 }),
        async (users, pairs) => {
          const tenant = await keep(users);
          const find = async (filter: BoundFilter): Promise<readonly string[]> => {
            const page = await store.resources.find(tenant, { type, filter, startIndex: 1, count: 100 });
            return page.items.map(({ id }) => id);
          };
          for (const [one, other] of pairs) {
            const [left, right] = [bound(one), bound(other)];
            const parted = [...(await find(left)), ...(await find(not(left)))];
            expect(parted.toSorted()).toEqual(users.map(({ id }) => id).toSorted());
            const neither = { kind: 'and', left: not(left), right: not(right) } as const;
            expect(await find(not({ kind: 'or', left, right }))).toEqual(await find(neither));
            const notBoth = { kind: 'or', left: not(left), right: not(right) } as const;
            expect(await find(not({ kind: 'and', left, right }))).toEqual(await find(notBoth));
          }
        },
      ),
      storageRuns(10),
    );
  });

  it('sorts users by the rules of RFC 7644, with each on exactly one page', async () => {
    const anySort = fc.record({
      sortBy: fc.constantFrom(...searchedPaths.map(({ text }) => text)),
      sortOrder: fc.constantFrom('ascending', 'descending'),
      size: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(anyUsers, fc.array(anySort, { minLength: 5, maxLength: 20 }), async (users, sorts) => {
        const tenant = await keep(users);
        for (const { sortBy, sortOrder, size } of sorts) {
          const sort = parseSort({ sortBy, sortOrder }, type, openParseContext());
          const seen: string[] = [];
          for (let startIndex = 1; startIndex <= users.length; startIndex += size) {
            const query = { type, filter: undefined, sort, startIndex, count: size };
            const { total, items } = await store.resources.find(tenant, query);
            expect(total).toBe(users.length);
            seen.push(...items.map(({ id }) => id));
          }
          const expected = sort && modelOrder(users, sort.path, sort.order);
          expect({ sortBy, sortOrder, seen }).toEqual({ sortBy, sortOrder, seen: expected });
        }
      }),
      storageRuns(15),
    );
  });
});

/** The order of RFC 7644 §3.4.2.3, from whole resources and the operators of filters. */
function modelOrder(
  users: readonly Kept[],
  path: BoundPath,
  order: 'ascending' | 'descending',
): readonly string[] {
  const withKeys = users.map((user) => ({ id: user.id, key: firstValue(whole(user), path) }));
  const { name } = path.sub ?? path.attribute;
  const single: BoundPath = {
    extension: undefined,
    attribute: { ...(path.sub ?? path.attribute), name: `${name}-alone`, multiValued: false },
    sub: undefined,
  };
  const isBefore = (left: Json, right: Json): boolean =>
    typeof left === 'boolean'
      ? Number(left) < Number(right)
      : toPredicate({
          kind: 'compare',
          path: single,
          op: 'lt',
          // A sort key is a string, a number or a boolean.
          value: right as string | number | boolean,
        })({ [`${name}-alone`]: left });
  return withKeys
    .toSorted(({ id, key }, other) => {
      const byId = compareText(id, other.id);
      const direction = order === 'ascending' ? 1 : -1;
      if (key === undefined || other.key === undefined) {
        return direction * (Number(key === undefined) - Number(other.key === undefined)) || byId;
      }
      if (isBefore(key, other.key)) return -direction;
      return isBefore(other.key, key) ? direction : byId;
    })
    .map(({ id }) => id);
}

function firstValue(resource: JsonObject, path: BoundPath): Json | undefined {
  const elements = readValues(resource, { ...path, sub: undefined });
  const chosen = elements.find((element) => isObject(element) && element['primary'] === true) ?? elements[0];
  const value = path.sub === undefined ? chosen : isObject(chosen) ? chosen[path.sub.name] : undefined;
  return value ?? undefined;
}
