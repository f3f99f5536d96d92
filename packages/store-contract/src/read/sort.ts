import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { describe, expect, it } from 'vitest';
import type { TenantScope, NewTenantScope } from '../tenant-scope.ts';
import { LATER } from '../sample/sample.ts';
import { BADGE, createSearched, searchedUserType } from '../sample/search-sample.ts';

const users = {
  u1: {
    userName: 'b',
    externalId: 'b',
    active: true,
    emails: [{ value: 'z@x.example' }, { value: 'A@x.example', primary: true }],
    [BADGE]: { floor: 10, issued: '2026-01-31T12:30:00Z', factor: 1.5 },
  },
  u2: {
    userName: 'a',
    externalId: 'a',
    active: false,
    title: 'Dr',
    emails: [{ value: 'b@x.example' }, { value: 'y@x.example' }],
    [BADGE]: { floor: 9, issued: '2026-01-31T13:00:00+01:00', factor: -2 },
  },
  u3: {
    userName: 'C',
    externalId: 'C',
    title: 'dr',
    emails: [{ type: 'work', primary: true }, { value: '0@x.example' }],
    [ENTERPRISE_USER]: { department: 'x' },
  },
  u4: { userName: '\u{1F600}', title: 'Dipl.', [BADGE]: { floor: -1 } },
  u5: { userName: '\uFFFD', [ENTERPRISE_USER]: { department: 'A' } },
} as const;

/** The order by each attribute; a user without a value is last. */
const orders: readonly (readonly [sortBy: string, ids: readonly string[]])[] = [
  ['userName', ['u2', 'u1', 'u3', 'u5', 'u4']],
  ['externalId', ['u3', 'u2', 'u1', 'u4', 'u5']],
  ['active', ['u2', 'u1', 'u3', 'u4', 'u5']],
  ['title', ['u4', 'u2', 'u3', 'u1', 'u5']],
  ['emails.value', ['u1', 'u2', 'u3', 'u4', 'u5']],
  [`${BADGE}:floor`, ['u4', 'u2', 'u1', 'u3', 'u5']],
  [`${BADGE}:issued`, ['u2', 'u1', 'u3', 'u4', 'u5']],
  [`${BADGE}:factor`, ['u2', 'u1', 'u3', 'u4', 'u5']],
  [`${ENTERPRISE_USER}:department`, ['u5', 'u3', 'u1', 'u2', 'u4']],
  ['id', ['u1', 'u2', 'u3', 'u4', 'u5']],
  ['meta.resourceType', ['u1', 'u2', 'u3', 'u4', 'u5']],
  ['meta.created', ['u2', 'u3', 'u4', 'u5', 'u1']],
  ['meta.version', ['u1', 'u2', 'u3', 'u4', 'u5']],
];

/** The descending order: a user without a value is first, and users with equal values keep the order of ids. */
const downwards: readonly (readonly [sortBy: string, ids: readonly string[]])[] = [
  ['userName', ['u4', 'u5', 'u3', 'u1', 'u2']],
  ['title', ['u1', 'u5', 'u2', 'u3', 'u4']],
  ['active', ['u3', 'u4', 'u5', 'u1', 'u2']],
  [`${BADGE}:floor`, ['u3', 'u5', 'u1', 'u2', 'u4']],
  ['meta.lastModified', ['u1', 'u2', 'u3', 'u4', 'u5']],
  ['id', ['u5', 'u4', 'u3', 'u2', 'u1']],
];

async function someone(make: NewTenantScope): Promise<TenantScope> {
  const scope = make();
  await scope.commit(
    ...Object.entries(users).map(([id, resource]) =>
      createSearched(searchedUserType, id, resource, id === 'u1' ? { at: LATER } : {}),
    ),
  );
  return scope;
}

/** Orders other than by id, for types that are searched by everything. */
export function describeSort(make: NewTenantScope): void {
  describe('sort', () => {
    it.each(orders)('by %s', async (sort, ids) => {
      const scope = await someone(make);
      expect(await scope.ids(searchedUserType, undefined, { sort })).toEqual(ids);
    });

    it.each(downwards)('by %s, descending', async (sortBy, ids) => {
      const scope = await someone(make);
      expect(await scope.ids(searchedUserType, undefined, { sort: `${sortBy} descending` })).toEqual(ids);
    });

    it('sorts the results of a filter', async () => {
      const scope = await someone(make);
      const found = await scope.ids(searchedUserType, 'title pr', { sort: 'userName descending' });
      expect(found).toEqual(['u4', 'u3', 'u2']);
    });

    it('returns whole resources, with the total on each page', async () => {
      const scope = await someone(make);
      const page = { sort: 'title descending', startIndex: 3, count: 1 };
      const { total, items } = await scope.find(searchedUserType, undefined, page);
      expect(total).toBe(5);
      expect(items).toEqual([await scope.store.resources.get(scope.tenant, 'User', 'u2')]);
      const behind = { sort: 'title', startIndex: 6, count: 1 };
      expect(await scope.find(searchedUserType, undefined, behind)).toEqual({ total: 5, items: [] });
    });

    it('shows each user on exactly one page, even if many values are equal', async () => {
      const scope = make();
      const ids = Array.from({ length: 25 }, (_, at) => `u${String(at).padStart(2, '0')}`);
      await scope.commit(
        ...ids.map((id, at) =>
          createSearched(searchedUserType, id, { userName: id, title: at % 2 === 0 ? 'even' : 'odd' }),
        ),
      );
      const seen: string[] = [];
      for (let startIndex = 1; startIndex <= 25; startIndex += 4) {
        const page = { sort: 'title', startIndex, count: 4 };
        seen.push(...(await scope.ids(searchedUserType, undefined, page)));
      }
      const even = ids.filter((_, at) => at % 2 === 0);
      expect(seen).toEqual([...even, ...ids.filter((id) => !even.includes(id))]);
    });
  });
}
