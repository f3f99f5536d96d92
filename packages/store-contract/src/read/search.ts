import { describe, expect, it } from 'vitest';
import type { TenantScope, NewTenantScope } from '../tenant-scope.ts';
import { everyone, ofGroups, ofUsers, users } from './search-cases.ts';
import { createUser, LATER, remove, userType } from '../sample/sample.ts';
import {
  createSearched,
  searchedGroupType,
  searchedUserType,
  updateSearched,
} from '../sample/search-sample.ts';

async function someone(make: NewTenantScope): Promise<TenantScope> {
  const scope = make();
  await scope.commit(
    ...Object.entries(users).map(([id, resource]) =>
      createSearched(searchedUserType, id, resource, id === 'zed' ? { at: LATER } : {}),
    ),
    createSearched(searchedGroupType, 'big', { displayName: 'Big' }, { members: ['ada', 'lin', 'empty'] }),
    createSearched(searchedGroupType, 'small', { displayName: 'Small' }, { members: ['nobody'] }),
    createSearched(searchedGroupType, 'empty', { displayName: 'Empty' }),
  );
  return scope;
}

/** Filters of the whole grammar, for types that are searched by everything. */
export function describeSearch(make: NewTenantScope): void {
  describe('search', () => {
    it('answers every filter of users', async () => {
      const scope = await someone(make);
      for (const [filter, ids] of ofUsers) {
        expect([filter, await scope.ids(searchedUserType, filter)]).toEqual([filter, ids]);
      }
    });

    it('answers every filter of groups', async () => {
      const scope = await someone(make);
      for (const [filter, ids] of ofGroups) {
        expect([filter, await scope.ids(searchedGroupType, filter)]).toEqual([filter, ids]);
      }
    });

    it('counts and pages the results of a filter', async () => {
      const scope = await someone(make);
      const find = (startIndex: number, count: number) =>
        scope.find(searchedUserType, 'active ne true', { startIndex, count });
      expect(await find(1, 0)).toEqual({ total: 3, items: [] });
      const [first, second, third] = [await find(1, 2), await find(3, 2), await find(5, 2)];
      expect([first, second, third].map(({ total }) => total)).toEqual([3, 3, 3]);
      expect([first, second, third].map(({ items }) => items.map(({ id }) => id))).toEqual([
        ['lin', 'olga'],
        ['zed'],
        [],
      ]);
      expect(first.items[0]).toEqual(await scope.store.resources.get(scope.tenant, 'User', 'lin'));
    });

    it('finds a resource by its current values, not by earlier ones', async () => {
      const scope = await someone(make);
      await scope.commit(updateSearched('zed', { userName: '\u{1F600}', title: 'Pilot' }, 1));
      expect(await scope.ids(searchedUserType, 'title eq "pilot"')).toEqual(['zed']);
      expect(await scope.ids(searchedUserType, 'nickName pr')).toEqual(['olga']);
      await scope.commit(remove('User', 'zed'));
      expect(await scope.ids(searchedUserType, 'title eq "pilot"')).toEqual([]);
    });

    it('keeps nothing of a refused batch', async () => {
      const scope = await someone(make);
      const { store, tenant } = scope;
      const outcome = await store.resources.commit(tenant, [
        updateSearched('zed', { userName: '\u{1F600}', title: 'Pilot' }, 1),
        updateSearched('lin', { userName: 'lin' }, 7),
      ]);
      expect(outcome.kind).toBe('stale');
      expect(await scope.ids(searchedUserType, 'title eq "pilot"')).toEqual([]);
      expect(await scope.ids(searchedUserType, 'nickName eq "ab"')).toEqual(['zed']);
    });

    it('sees nothing of another tenant or another type', async () => {
      await someone(make);
      const scope = make();
      await scope.commit(createSearched(searchedGroupType, 'g', { displayName: 'Ada' }));
      expect(await scope.ids(searchedUserType, 'not (title pr)')).toEqual([]);
      expect(await scope.ids(searchedGroupType, 'displayName pr')).toEqual(['g']);
    });

    it('accepts resources with and without a search document in one batch', async () => {
      const scope = make();
      await scope.commit(
        createUser('plain', { userName: 'plain' }),
        createSearched(searchedUserType, 'whole', { userName: 'whole', title: 'Dr' }),
      );
      expect(await scope.ids(searchedUserType, 'title pr')).toEqual(['whole']);
      expect(await scope.ids(userType, 'userName eq "plain"')).toEqual(['plain']);
      await scope.commit(updateSearched('whole', { userName: 'whole' }, 1));
      expect(await scope.ids(searchedUserType, 'title pr')).toEqual([]);
    });

    it('answers the longest and deepest possible filters', async () => {
      const scope = await someone(make);
      const joined = (term: string, by: string, times: number): string =>
        Array.from({ length: times }, () => term).join(by);
      expect(await scope.ids(searchedUserType, joined('id pr', ' and ', 819))).toEqual(everyone);
      expect(await scope.ids(searchedUserType, joined('title pr', ' or ', 682))).toEqual(['ada']);
      expect(await scope.ids(searchedUserType, joined('addresses pr', ' or ', 512))).toEqual([]);
      const deep = `${'not ('.repeat(50)}title pr${')'.repeat(50)}`;
      expect(await scope.ids(searchedUserType, deep)).toEqual(['ada']);
    });
  });
}
