import type { ResourceType } from '@scimwright/core';
import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { describe, expect, it } from 'vitest';
import type { TenantScope, NewTenantScope } from '../tenant-scope.ts';
import { changeMembers, createGroup, createUser, groupType, remove, userType } from '../sample/sample.ts';

const filters: readonly {
  readonly type: ResourceType;
  readonly filter: string;
  readonly ids: readonly string[];
}[] = [
  { type: userType, filter: 'id eq "u2"', ids: ['u2'] },
  { type: userType, filter: 'id eq "U2"', ids: [] },
  { type: userType, filter: 'id eq "g1"', ids: [] },
  { type: userType, filter: 'userName eq "ADA"', ids: ['u1'] },
  { type: userType, filter: 'userName eq "ad_"', ids: [] },
  { type: userType, filter: 'displayName eq "the ada"', ids: ['u1', 'u3'] },
  { type: userType, filter: 'externalId eq "X1"', ids: ['u1'] },
  { type: userType, filter: 'externalId eq "x1"', ids: ['u2'] },
  { type: userType, filter: 'emails[type eq "work" and value eq "A@x.example"]', ids: ['u1'] },
  { type: userType, filter: 'emails[value eq "b@x.example" and type eq "WORK"]', ids: ['u3'] },
  { type: userType, filter: `${ENTERPRISE_USER}:manager eq "u1"`, ids: ['u2', 'u3'] },
  { type: userType, filter: `${ENTERPRISE_USER}:manager.value eq "U1"`, ids: [] },
  { type: userType, filter: 'userName eq "ada" and externalId eq "X1"', ids: ['u1'] },
  { type: userType, filter: 'userName eq "ada" and externalId eq "x1"', ids: [] },
  { type: userType, filter: 'userName eq "ada" or externalId eq "x1"', ids: ['u1', 'u2'] },
  { type: userType, filter: 'not (externalId eq "x1")', ids: ['u1', 'u3', 'u4'] },
  { type: userType, filter: 'not (userName eq "ada" or externalId eq "x1")', ids: ['u3', 'u4'] },
  { type: userType, filter: 'not (not (id eq "u1")) or id eq "u4"', ids: ['u1', 'u4'] },
  { type: groupType, filter: 'displayName eq "SALES"', ids: ['g1'] },
  { type: groupType, filter: 'members eq "u1"', ids: ['g1', 'g2'] },
  { type: groupType, filter: 'members.value eq "u2"', ids: ['g2'] },
  { type: groupType, filter: 'members.value eq "U2"', ids: [] },
  { type: groupType, filter: 'id eq "g1" and members eq "u1"', ids: ['g1'] },
  { type: groupType, filter: 'id eq "g1" and members eq "u2"', ids: [] },
  { type: groupType, filter: 'not (members eq "u2")', ids: ['g1', 'g3'] },
];

async function someone(make: NewTenantScope): Promise<TenantScope> {
  const scope = make();
  const manager = { [ENTERPRISE_USER]: { manager: { value: 'u1' } } };
  await scope.commit(
    createUser('u1', {
      userName: 'Ada',
      displayName: 'The Ada',
      externalId: 'X1',
      emails: [{ type: 'work', value: 'a@x.example' }],
    }),
    createUser('u2', { userName: 'lin', externalId: 'x1', ...manager }),
    createUser('u3', {
      userName: 'ada2',
      displayName: 'the ada',
      emails: [{ type: 'work', value: 'b@x.example' }],
      ...manager,
    }),
    createUser('u4', { userName: 'grace', emails: [{ type: 'home', value: 'a@x.example' }] }),
    createGroup('g1', ['u1'], { displayName: 'Sales' }),
    createGroup('g2', ['u1', 'u2'], { displayName: 'Ada' }),
    createGroup('g3', []),
  );
  return scope;
}

const numbered = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => `u${String(from + at).padStart(3, '0')}`);

/** Reads of many resources: by filter, in pages, in order. */
export function describeFind(make: NewTenantScope): void {
  describe('find', () => {
    it.each(filters)('answers $filter', async ({ type, filter, ids }) => {
      const scope = await someone(make);
      const page = await scope.find(type, filter);
      expect(page.items.map(({ id }) => id)).toEqual(ids);
      expect(page.total).toBe(ids.length);
    });

    it.each(filters)('counts and pages $filter', async ({ type, filter, ids }) => {
      const scope = await someone(make);
      expect(await scope.find(type, filter, { count: 0 })).toEqual({ total: ids.length, items: [] });
      const second = await scope.find(type, filter, { startIndex: 2, count: 1 });
      expect(second.items.map(({ id }) => id)).toEqual(ids.slice(1, 2));
      expect(second.total).toBe(ids.length);
    });

    it('returns whole resources, like get', async () => {
      const scope = await someone(make);
      const { items } = await scope.find(userType, undefined, { startIndex: 2, count: 1 });
      expect(items).toEqual([await scope.store.resources.get(scope.tenant, 'User', 'u2')]);
      const byName = await scope.find(userType, 'userName eq "lin"');
      expect(byName.items).toEqual(items);
    });

    it('lists one type in order of id, page by page, with the total on each', async () => {
      const scope = make();
      await scope.commit(
        ...numbered(1, 25)
          .toReversed()
          .map((id) => createUser(id)),
        createGroup('g1'),
      );
      const pages = await Promise.all(
        [1, 11, 21, 31].map((startIndex) => scope.find(userType, undefined, { startIndex, count: 10 })),
      );
      expect(pages.map(({ total }) => total)).toEqual([25, 25, 25, 25]);
      expect(pages.map(({ items }) => items.map(({ id }) => id))).toEqual([
        numbered(1, 10),
        numbered(11, 20),
        numbered(21, 25),
        [],
      ]);
    });

    it('keeps earlier pages while later resources are created and removed', async () => {
      const scope = make();
      await scope.commit(...numbered(1, 20).map((id) => createUser(id)));
      const first = await scope.find(userType, undefined, { startIndex: 1, count: 10 });
      await scope.commit(...numbered(21, 30).map((id) => createUser(id)));
      await scope.commit(remove('User', 'u015'));
      const second = await scope.find(userType, undefined, { startIndex: 11, count: 10 });
      const third = await scope.find(userType, undefined, { startIndex: 21, count: 10 });
      const seen = [first, second, third].flatMap(({ items }) => items.map(({ id }) => id));
      expect(seen).toEqual(numbered(1, 30).filter((id) => id !== 'u015'));
    });

    it('orders ids by code point', async () => {
      const scope = make();
      await scope.commit(
        ...['b', '\u{1F600}', 'B', '\uFFFD', 'é', 'a'].map((id, at) => createUser(id, { userName: `${at}` })),
      );
      expect(await scope.ids(userType)).toEqual(['B', 'a', 'b', 'é', '\uFFFD', '\u{1F600}']);
    });

    it('sees a member as soon as the addition is answered', async () => {
      const scope = await someone(make);
      await scope.commit(changeMembers('g3', { add: ['u4'] }));
      expect(await scope.ids(groupType, 'members eq "u4"')).toEqual(['g3']);
    });
  });
}
