import type { ResourceType } from '@scimwright/core';
import type { PageKey } from '@scimwright/store';
import { MAX_SORT_KEY_LENGTH } from '@scimwright/store/engine';
import { describe, expect, it } from 'vitest';
import type { AskedKeysetPage, TenantScope, NewTenantScope } from '../tenant-scope.ts';
import { createGroup, createUser, groupType, remove, userType } from '../sample/sample.ts';
import { BADGE, createSearched, searchedUserType, updateSearched } from '../sample/search-sample.ts';

const numbered = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => `u${String(from + at).padStart(3, '0')}`);

/** The ids of each page, to the end; `between` runs before each page but the first. */
async function readAllPages(
  scope: TenantScope,
  type: ResourceType,
  asked: Omit<AskedKeysetPage, 'after'>,
  between: (page: number) => Promise<unknown> = async () => undefined,
): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = [];
  let after: PageKey | undefined;
  for (;;) {
    const { items, last, hasMore } = await scope.keysetPage(type, { ...asked, after });
    pages.push(items.map(({ id }) => id));
    if (!hasMore) return pages;
    after = last;
    await between(pages.length);
  }
}

const people = {
  u1: { userName: 'b', active: true, title: 'Dr', [BADGE]: { floor: 10, issued: '2026-01-31T12:30:00Z' } },
  u2: { userName: 'a', active: false, title: 'dr', [BADGE]: { floor: 9, factor: -2.5 } },
  u3: { userName: 'C', title: 'Ärztin' },
  u4: { userName: '\u{1F600}', title: '', [BADGE]: { floor: -1 } },
  u5: { userName: '\uFFFD', active: true, [BADGE]: { floor: 10 } },
  u6: { userName: 'd', emails: [{ value: 'z@x.example' }, { value: 'a@x.example', primary: true }] },
  u7: { userName: 'e', title: "O'Neil %_?", [BADGE]: { issued: '2026-01-31T12:30:00Z', factor: 0.1 } },
} as const;

const attributes = [
  'userName',
  'active',
  'title',
  'emails.value',
  `${BADGE}:floor`,
  `${BADGE}:factor`,
  `${BADGE}:issued`,
  'id',
  'meta.created',
  'meta.resourceType',
  'meta.version',
];
const orders = attributes.flatMap((sortBy) => [sortBy, `${sortBy} descending`]);

async function someone(make: NewTenantScope): Promise<TenantScope> {
  const scope = make();
  await scope.commit(
    ...Object.entries(people).map(([id, resource]) => createSearched(searchedUserType, id, resource)),
  );
  return scope;
}

/** Reads page by page, each from the last key of the page before. */
export function describeKeysetPages(make: NewTenantScope): void {
  describe('keyset pages', () => {
    it.each([1, 7, 24, 25, 26])(
      'show all resources of a type in order of id, on pages of %i',
      async (count) => {
        const scope = make();
        await scope.commit(
          ...numbered(1, 25)
            .toReversed()
            .map((id) => createUser(id)),
          createGroup('g1'),
        );
        const pages = await readAllPages(scope, userType, { count });
        expect(pages.flat()).toEqual(numbered(1, 25));
        expect(pages).toHaveLength(Math.ceil(25 / count));
      },
    );

    it('have a total if it is requested, and whole resources', async () => {
      const scope = make();
      await scope.commit(...numbered(1, 5).map((id) => createUser(id)));
      const first = await scope.keysetPage(userType, { count: 2 });
      expect(first).toMatchObject({ total: 5, last: { id: 'u002' }, hasMore: true });
      expect(first.items[0]).toEqual(await scope.store.resources.get(scope.tenant, 'User', 'u001'));
      const second = await scope.keysetPage(userType, { count: 2, after: first.last });
      expect(second).toMatchObject({ total: undefined, last: { id: 'u004' }, hasMore: true });
      const query = { type: userType, filter: undefined, count: 2, isCounted: false };
      const uncounted = await scope.store.resources.keysetPage(scope.tenant, query);
      expect(uncounted).toEqual({ ...first, total: undefined });
      const { after, isCounted } = { after: second.last, isCounted: true };
      const third = await scope.store.resources.keysetPage(scope.tenant, { ...query, after, isCounted });
      expect(third).toMatchObject({ total: 5, last: { id: 'u005' }, hasMore: false });
    });

    it('of size 0 have a total, and say whether there are resources', async () => {
      const scope = await someone(make);
      const nothing = { items: [], last: undefined };
      const all = { total: 7, hasMore: true, ...nothing };
      expect(await scope.keysetPage(searchedUserType, { count: 0 })).toEqual(all);
      expect(await scope.keysetPage(searchedUserType, { count: 0, sort: 'title' })).toEqual(all);
      const none = { total: 0, hasMore: false, ...nothing };
      expect(await scope.keysetPage(searchedUserType, { count: 0, filter: 'title eq "x"' })).toEqual(none);
      expect(await scope.keysetPage(groupType, { count: 5 })).toEqual(none);
      const behind = { after: { id: 'u7' }, count: 0 };
      expect(await scope.keysetPage(searchedUserType, behind)).toMatchObject({ hasMore: false });
    });

    it('go on after a key whose resource was removed, and show resources created after it', async () => {
      const scope = make();
      await scope.commit(...numbered(1, 20).map((id) => createUser(id)));
      const seen = await readAllPages(scope, userType, { count: 5 }, async (page) => {
        if (page === 1)
          await scope.commit(remove('User', 'u005'), remove('User', 'u001'), createUser('u000'));
        if (page === 2) await scope.commit(remove('User', 'u012'), createUser('u021'));
      });
      const stays = numbered(1, 21).filter((id) => id !== 'u012');
      expect(seen.flat()).toEqual(stays);
    });

    it.each([
      [userType, 'userName eq "U003"', ['u003']],
      [userType, 'id eq "u003"', ['u003']],
      [userType, 'externalId eq "many"', numbered(1, 9)],
      [userType, 'externalId eq "many" and id eq "u004"', ['u004']],
      [userType, 'userName eq "u002" or externalId eq "many"', numbered(1, 9)],
      [groupType, 'members eq "u001"', ['g1', 'g2', 'g3']],
      [groupType, 'displayName eq "nobody"', []],
    ] as const)('of %o show the resources that %s finds', async (type, filter, ids) => {
      const scope = make();
      await scope.commit(
        ...numbered(1, 9).map((id) => createUser(id, { externalId: 'many' })),
        createUser('u010'),
        ...['g1', 'g2', 'g3'].map((id) => createGroup(id, ['u001'])),
        createGroup('g4', ['u002']),
      );
      for (const count of [1, 2, 10]) {
        expect((await readAllPages(scope, type, { filter, count })).flat()).toEqual(ids);
      }
    });

    it.each([
      'title pr',
      'not (title co "r")',
      'userName ge "b" and active eq true',
      'userName eq "a" or title pr',
    ])('by %s, which no index answers, show the same as the list', async (filter) => {
      const scope = await someone(make);
      const ids = await scope.ids(searchedUserType, filter);
      for (const count of [1, 2, 3]) {
        expect((await readAllPages(scope, searchedUserType, { filter, count })).flat()).toEqual(ids);
      }
    });

    it.each(orders)('sorted by %s show the same as the list', async (sort) => {
      const scope = await someone(make);
      for (const filter of [undefined, 'title pr or active pr']) {
        const ids = await scope.ids(searchedUserType, filter, { sort });
        for (const count of [1, 2, 5]) {
          const pages = await readAllPages(scope, searchedUserType, { filter, sort, count });
          expect(pages.flat()).toEqual(ids);
        }
      }
    });

    it.each(['title', 'title descending', `${BADGE}:floor`, 'active descending'])(
      'sorted by %s go on after a resource that was removed or changed',
      async (sort) => {
        const scope = await someone(make);
        const order = await scope.ids(searchedUserType, undefined, { sort });
        const lastOfPage: string[] = [];
        const seen = await readAllPages(scope, searchedUserType, { sort, count: 2 }, async (page) => {
          const last = order[page * 2 - 1] ?? '';
          lastOfPage.push(last);
          const { userName } = people[last as keyof typeof people]; // one of them
          const change = page === 1 ? remove('User', last) : updateSearched(last, { userName }, 1);
          await scope.commit(change);
        });
        // A user that lost the value may appear again among those without one. No other user repeats or is missing.
        const others = (ids: readonly string[]) => ids.filter((id) => !lastOfPage.includes(id));
        expect(others(seen.flat())).toEqual(others(order));
      },
    );

    it('sort strings by their first characters, up to the limit, and then by id', async () => {
      const scope = make();
      const long = '\u{1F600}'.repeat(MAX_SORT_KEY_LENGTH);
      const titles = { u1: `${long}z`, u2: `${long}a`, u3: long.slice(2), u4: `${long}b`, u5: 'a' };
      await scope.commit(
        ...Object.entries(titles).map(([id, title]) =>
          createSearched(searchedUserType, id, { userName: id, title }),
        ),
      );
      const upwards = await readAllPages(scope, searchedUserType, { sort: 'title', count: 1 });
      expect(upwards).toEqual([['u5'], ['u3'], ['u1'], ['u2'], ['u4']]);
      const downwards = await readAllPages(scope, searchedUserType, { sort: 'title descending', count: 2 });
      expect(downwards).toEqual([['u1', 'u2'], ['u4', 'u3'], ['u5']]);
      const { last } = await scope.keysetPage(searchedUserType, { sort: 'title descending', count: 1 });
      expect([...String(last?.key)]).toHaveLength(MAX_SORT_KEY_LENGTH);
    });

    it('show nothing of another tenant', async () => {
      await someone(make);
      const scope = make();
      expect(await readAllPages(scope, searchedUserType, { count: 3 })).toEqual([[]]);
      expect(await readAllPages(scope, searchedUserType, { count: 3, sort: 'title' })).toEqual([[]]);
      const { items } = await scope.keysetPage(searchedUserType, { count: 3, after: { id: 'u1', key: 'a' } });
      expect(items).toEqual([]);
    });
  });

  describe('secret', () => {
    it('has 32 bytes, always the same', async () => {
      const { store } = make();
      const secret = await store.secret();
      expect(secret).toHaveLength(32);
      expect(await store.secret()).toEqual(secret);
      expect(new Set(secret).size).toBeGreaterThan(8);
    });
  });
}
