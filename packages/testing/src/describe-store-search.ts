import { describe, expect, it } from 'vitest';
import type { Bench, MakeBench } from './describe-store-bench.ts';
import { everyone, ofGroups, ofUsers, users } from './describe-store-search-cases.ts';
import { createUser, LATER, remove, userType } from './describe-store-sample.ts';
import {
  createSearched,
  searchedGroupType,
  searchedUserType,
  updateSearched,
} from './describe-store-search-sample.ts';

async function someone(make: MakeBench): Promise<Bench> {
  const bench = make();
  await bench.commit(
    ...Object.entries(users).map(([id, resource]) =>
      createSearched(searchedUserType, id, resource, id === 'zed' ? { at: LATER } : {}),
    ),
    createSearched(searchedGroupType, 'big', { displayName: 'Big' }, { members: ['ada', 'lin', 'empty'] }),
    createSearched(searchedGroupType, 'small', { displayName: 'Small' }, { members: ['nobody'] }),
    createSearched(searchedGroupType, 'empty', { displayName: 'Empty' }),
  );
  return bench;
}

/** Filters of the whole grammar, for types that are searched by everything. @example describeSearch(make); */
export function describeSearch(make: MakeBench): void {
  describe('search', () => {
    it('answers every filter of users', async () => {
      const bench = await someone(make);
      for (const [filter, ids] of ofUsers) {
        expect([filter, await bench.ids(searchedUserType, filter)]).toEqual([filter, ids]);
      }
    });

    it('answers every filter of groups', async () => {
      const bench = await someone(make);
      for (const [filter, ids] of ofGroups) {
        expect([filter, await bench.ids(searchedGroupType, filter)]).toEqual([filter, ids]);
      }
    });

    it('counts and pages what a filter finds', async () => {
      const bench = await someone(make);
      const find = (startIndex: number, count: number) =>
        bench.find(searchedUserType, 'active ne true', { startIndex, count });
      expect(await find(1, 0)).toEqual({ total: 3, items: [] });
      const [first, second, third] = [await find(1, 2), await find(3, 2), await find(5, 2)];
      expect([first, second, third].map(({ total }) => total)).toEqual([3, 3, 3]);
      expect([first, second, third].map(({ items }) => items.map(({ id }) => id))).toEqual([
        ['lin', 'olga'],
        ['zed'],
        [],
      ]);
      expect(first.items[0]).toEqual(await bench.store.resources.get(bench.tenant, 'User', 'lin'));
    });

    it('finds a resource by what it has become, and not by what it was', async () => {
      const bench = await someone(make);
      await bench.commit(updateSearched('zed', { userName: '\u{1F600}', title: 'Pilot' }, 1));
      expect(await bench.ids(searchedUserType, 'title eq "pilot"')).toEqual(['zed']);
      expect(await bench.ids(searchedUserType, 'nickName pr')).toEqual(['olga']);
      await bench.commit(remove('User', 'zed'));
      expect(await bench.ids(searchedUserType, 'title eq "pilot"')).toEqual([]);
    });

    it('keeps nothing of a batch that was refused', async () => {
      const bench = await someone(make);
      const { store, tenant } = bench;
      const outcome = await store.resources.commit(tenant, [
        updateSearched('zed', { userName: '\u{1F600}', title: 'Pilot' }, 1),
        updateSearched('lin', { userName: 'lin' }, 7),
      ]);
      expect(outcome.kind).toBe('stale');
      expect(await bench.ids(searchedUserType, 'title eq "pilot"')).toEqual([]);
      expect(await bench.ids(searchedUserType, 'nickName eq "ab"')).toEqual(['zed']);
    });

    it('sees nothing of another tenant or another type', async () => {
      await someone(make);
      const bench = make();
      await bench.commit(createSearched(searchedGroupType, 'g', { displayName: 'Ada' }));
      expect(await bench.ids(searchedUserType, 'not (title pr)')).toEqual([]);
      expect(await bench.ids(searchedGroupType, 'displayName pr')).toEqual(['g']);
    });

    it('takes in one batch resources that have a search document and such that have none', async () => {
      const bench = make();
      await bench.commit(
        createUser('plain', { userName: 'plain' }),
        createSearched(searchedUserType, 'whole', { userName: 'whole', title: 'Dr' }),
      );
      expect(await bench.ids(searchedUserType, 'title pr')).toEqual(['whole']);
      expect(await bench.ids(userType, 'userName eq "plain"')).toEqual(['plain']);
      await bench.commit(updateSearched('whole', { userName: 'whole' }, 1));
      expect(await bench.ids(searchedUserType, 'title pr')).toEqual([]);
    });

    it('answers filters as long and as deep as there can be', async () => {
      const bench = await someone(make);
      const joined = (term: string, by: string, times: number): string =>
        Array.from({ length: times }, () => term).join(by);
      expect(await bench.ids(searchedUserType, joined('id pr', ' and ', 819))).toEqual(everyone);
      expect(await bench.ids(searchedUserType, joined('title pr', ' or ', 682))).toEqual(['ada']);
      expect(await bench.ids(searchedUserType, joined('addresses pr', ' or ', 512))).toEqual([]);
      const deep = `${'not ('.repeat(50)}title pr${')'.repeat(50)}`;
      expect(await bench.ids(searchedUserType, deep)).toEqual(['ada']);
    });
  });
}
