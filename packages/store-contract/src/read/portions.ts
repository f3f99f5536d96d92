import type { Resource, ResourceType } from '@scimwright/core';
import type { PageKey, Stored } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import type { TenantScope, NewTenantScope } from '../tenant-scope.ts';
import { createGroup, createUser, orderedBy, remove, update, userType } from '../sample/sample.ts';
import { createSearched, searchedUserType } from '../sample/search-sample.ts';

const numbered = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => `u${String(from + at).padStart(2, '0')}`);

/** A user whose stored text has this number of bytes, and fewer characters. */
const sized = (id: string, bytes: number): Resource => {
  const spare = bytes - Buffer.byteLength(JSON.stringify({ userName: id, displayName: '' }));
  return { userName: id, displayName: '\u{1F600}'.repeat(spare / 4) + 'x'.repeat(spare % 4) };
};

const idsOf = (found: readonly Stored[]): readonly string[] => found.map(({ id }) => id);

/** The resources of an index page, and the ids that it leaves for portions. */
async function pageOf(
  { store, tenant }: TenantScope,
  asked: {
    readonly count: number;
    readonly bytes: number;
    readonly sort?: string;
    readonly type?: ResourceType;
  },
) {
  const { count, bytes, sort, type = userType } = asked;
  const query = { type, filter: undefined, startIndex: 1, count, bytes };
  const ordered = sort === undefined ? query : { ...query, sort: orderedBy(sort, type) };
  const { total, items, rest } = await store.resources.find(tenant, ordered);
  return { total, items: idsOf(items), rest };
}

/** The ids of each portion; `between` runs before each but the first. */
async function portionsOf(
  { store, tenant }: Pick<TenantScope, 'store' | 'tenant'>,
  ids: readonly string[],
  bytes: number,
  between: (read: number) => Promise<unknown> = async () => undefined,
): Promise<readonly (readonly string[])[]> {
  const portions: (readonly string[])[] = [];
  for await (const portion of store.resources.portions(tenant, ids, bytes)) {
    portions.push(idsOf(portion));
    await between(portions.length);
  }
  return portions;
}

async function ten(make: NewTenantScope): Promise<TenantScope> {
  const scope = make();
  await scope.commit(...numbered(1, 10).map((id) => createUser(id, sized(id, 100))));
  return scope;
}

/** Reads the texts of a page in portions of bytes. */
export function describePortions(make: NewTenantScope): void {
  describe('portions', () => {
    it.each([
      [0, 0],
      [1, 1],
      [100, 1],
      [101, 2],
      [300, 3],
      [301, 4],
      [700, 7],
      [9_999, 7],
    ])('of a page with %i bytes read %i of seven at once, and name the others', async (bytes, read) => {
      const scope = await ten(make);
      const page = numbered(1, 7);
      expect(await pageOf(scope, { count: 7, bytes })).toEqual({
        total: 10,
        items: page.slice(0, read),
        rest: page.slice(read),
      });
    });

    it('of one byte leave the first resource of a page whole', async () => {
      const { store, tenant } = await ten(make);
      const query = { type: userType, filter: undefined, startIndex: 1, count: 10 };
      const { items } = await store.resources.find(tenant, { ...query, bytes: 1 });
      const [only] = items;
      expect(only).toEqual(await store.resources.get(tenant, 'User', 'u01'));
    });

    it('follow the requested order', async () => {
      const scope = make();
      const people = numbered(1, 6).map((id, at) => ({
        id,
        resource: { userName: `n${9 - at}`, title: 'x' },
      }));
      await scope.commit(...people.map(({ id, resource }) => createSearched(searchedUserType, id, resource)));
      const asked = { count: 5, bytes: 50, sort: 'userName', type: searchedUserType };
      expect(await pageOf(scope, asked)).toEqual({
        total: 6,
        items: ['u06', 'u05'],
        rest: ['u04', 'u03', 'u02'],
      });
    });

    it.each([
      [1, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]],
      [300, [3, 3, 3, 1]],
      [301, [4, 4, 2]],
      [9_999, [10]],
    ])('of %i bytes have %j resources, in the order of the requested ids', async (bytes, sizes) => {
      const scope = await ten(make);
      const ids = numbered(1, 10).toReversed();
      const portions = await portionsOf(scope, ids, bytes);
      expect(portions.flat()).toEqual(ids);
      expect(portions.map(({ length }) => length)).toEqual(sizes);
    });

    it('have whole resources, of any type', async () => {
      const scope = await ten(make);
      await scope.commit(createGroup('g1', ['u01']));
      const found: Stored[] = [];
      for await (const portion of scope.store.resources.portions(scope.tenant, ['g1', 'u02'], 9_999)) {
        found.push(...portion);
      }
      const { resources } = scope.store;
      expect(found).toEqual([
        await resources.get(scope.tenant, 'Group', 'g1'),
        await resources.get(scope.tenant, 'User', 'u02'),
      ]);
    });

    it('leave out resources that were removed meanwhile, and end when none is left', async () => {
      const scope = await ten(make);
      const leave = async (read: number) => {
        if (read === 1) await scope.commit(remove('User', 'u04'), remove('User', 'u01'));
        if (read === 2) await scope.commit(...numbered(7, 10).map((id) => remove('User', id)));
      };
      expect(await portionsOf(scope, numbered(1, 10), 300, leave)).toEqual([
        ['u01', 'u02', 'u03'],
        ['u05', 'u06', 'u07'],
      ]);
      expect(await portionsOf(scope, ['u01', 'nobody'], 300)).toEqual([]);
      expect(await portionsOf(scope, [], 300)).toEqual([]);
    });

    it('are measured when they are read, so that resources that grew meanwhile are split', async () => {
      const scope = await ten(make);
      const grow = async (read: number) => {
        if (read !== 1) return;
        const grown = numbered(4, 10).map((id) => update(id, sized(id, 100), sized(id, 1_000)));
        await scope.commit(...grown);
      };
      const portions = await portionsOf(scope, numbered(1, 10), 300, grow);
      expect(portions.map(({ length }) => length)).toEqual([3, 1, 1, 1, 1, 1, 1, 1]);
    });

    it('have no resource of another tenant', async () => {
      const [one, other] = [await ten(make), make()];
      expect(await portionsOf({ store: one.store, tenant: other.tenant }, numbered(1, 10), 300)).toEqual([]);
    });

    it.each([undefined, 'userName', 'userName descending'])(
      'end keyset pages sorted by %s early, and no resource is lost',
      async (sort) => {
        const scope = make();
        await scope.commit(
          ...numbered(1, 10).map((id) => createSearched(searchedUserType, id, { userName: id, title: 'x' })),
        );
        const own = JSON.stringify({ userName: 'u01', title: 'x' }).length;
        const { store, tenant } = scope;
        const pages: (readonly string[])[] = [];
        let after: PageKey | undefined;
        for (;;) {
          const { items, last, hasMore, total } = await store.resources.keysetPage(tenant, {
            type: searchedUserType,
            filter: undefined,
            sort: sort === undefined ? undefined : orderedBy(sort, searchedUserType),
            after,
            count: 5,
            bytes: 3 * own,
            isCounted: after === undefined,
          });
          expect(total).toBe(after === undefined ? 10 : undefined);
          pages.push(idsOf(items));
          if (!hasMore) break;
          after = last;
        }
        const all = numbered(1, 10);
        expect(pages.flat()).toEqual(sort?.endsWith('descending') ? all.toReversed() : all);
        expect(pages.map(({ length }) => length)).toEqual([3, 3, 3, 1]);
      },
    );

    it('of no bytes give an empty keyset page, which says that there are more', async () => {
      const { store, tenant } = await ten(make);
      const query = { type: userType, filter: undefined, count: 5, bytes: 0 };
      const nobody = { items: [], last: undefined, hasMore: true };
      expect(await store.resources.keysetPage(tenant, { ...query, isCounted: true })).toEqual({
        total: 10,
        ...nobody,
      });
      expect(
        await store.resources.keysetPage(tenant, { ...query, after: { id: 'u05' }, isCounted: false }),
      ).toEqual({ total: undefined, ...nobody });
    });
  });
}
