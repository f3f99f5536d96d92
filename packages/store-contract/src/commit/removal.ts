import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { describe, expect, it } from 'vitest';
import type { NewTenantScope } from '../tenant-scope.ts';
import {
  changeMembers,
  createGroup,
  createUser,
  groupType,
  LATER,
  remove,
  update,
  userType,
} from '../sample/sample.ts';

/** A removal leaves only the deleted id. */
export function describeRemoval(make: NewTenantScope): void {
  describe('a removed resource', () => {
    it('is found by no lookup and no filter', async () => {
      const scope = make();
      const attributes = {
        displayName: 'Ada',
        externalId: 'x',
        emails: [{ type: 'work', value: 'a@x.example' }],
      };
      await scope.commit(createUser('u1', { userName: 'ada', ...attributes }), createUser('u2'));
      await scope.commit(remove('User', 'u1'));
      expect(await scope.store.resources.get(scope.tenant, 'User', 'u1')).toBeUndefined();
      expect(await scope.ids(userType)).toEqual(['u2']);
      for (const filter of [
        'id eq "u1"',
        'userName eq "ada"',
        'displayName eq "Ada"',
        'externalId eq "x"',
        'emails[type eq "work" and value eq "a@x.example"]',
      ]) {
        expect({ filter, ...(await scope.find(userType, filter)) }).toEqual({ filter, total: 0, items: [] });
      }
    });

    it('leaves every group, which gets a new version without an event', async () => {
      const scope = make();
      await scope.commit(
        createUser('u1'),
        createGroup('g1', ['u1', 'u2']),
        createGroup('g2', ['u1']),
        createGroup('g3', ['u2']),
      );
      const before = await scope.events();
      await scope.commit(remove('User', 'u1'));
      expect(await scope.memberIds('g1')).toEqual(['u2']);
      expect(await scope.memberIds('g2')).toEqual([]);
      expect(await scope.store.resources.get(scope.tenant, 'Group', 'g1')).toMatchObject({
        version: 2,
        modified: LATER,
      });
      expect(await scope.store.resources.get(scope.tenant, 'Group', 'g2')).toMatchObject({
        version: 2,
        modified: LATER,
      });
      expect(await scope.version('Group', 'g3')).toBe(1);
      expect(await scope.ids(groupType, 'members.value eq "u1"')).toEqual([]);
      expect(await scope.events()).toEqual(before);
    });

    it('counts in the version of a group once for each of several members that are removed at once', async () => {
      const scope = make();
      const ids = ['u1', 'u2', 'u3', 'u4'];
      await scope.commit(
        ...ids.map((id) => createUser(id)),
        createGroup('g1', ids),
        createGroup('g2', ['u4']),
      );
      await Promise.all(['u1', 'u2', 'u3'].map((id) => scope.commit(remove('User', id))));
      expect(await scope.version('Group', 'g1')).toBe(4);
      expect(await scope.version('Group', 'g2')).toBe(1);
      expect(await scope.memberIds('g1')).toEqual(['u4']);
    });

    it('cannot become a member again, but an unknown id can', async () => {
      const scope = make();
      await scope.commit(createUser('u1'), createGroup('g1', ['u1']));
      await scope.commit(remove('User', 'u1'));
      const [added] = await scope.commit(changeMembers('g1', { add: ['u1', 'future'] }));
      const name = { displayName: 'g1' };
      const [updated] = await scope.commit(
        update('g1', name, name, { type: 'Group', expected: 3, members: { add: ['u1'] } }),
      );
      const [created] = await scope.commit(createGroup('g2', ['u1', 'future']));
      expect([added?.added, updated?.added, created?.added]).toEqual([['future'], [], ['future']]);
      expect(await scope.memberIds('g1')).toEqual(['future']);
      expect(await scope.memberIds('g2')).toEqual(['future']);
    });

    it('is in no group, even if it is added during its removal', async () => {
      const scope = make();
      await scope.commit(createUser('u1'), ...['g1', 'g2', 'g3', 'g4'].map((id) => createGroup(id)));
      await Promise.all([
        scope.commit(changeMembers('g1', { add: ['u1'] })),
        scope.commit(changeMembers('g2', { add: ['u1'] })),
        scope.commit(remove('User', 'u1')),
        scope.commit(changeMembers('g3', { add: ['u1'] })),
        scope.commit(changeMembers('g4', { add: ['u1'] })),
      ]);
      for (const group of ['g1', 'g2', 'g3', 'g4'])
        expect({ group, members: await scope.memberIds(group) }).toEqual({ group, members: [] });
      expect(await scope.ids(groupType, 'members.value eq "u1"')).toEqual([]);
    });

    it('is removed together with updates of other resources, or not at all', async () => {
      const scope = make();
      const before = { userName: 'u2', [ENTERPRISE_USER]: { manager: { value: 'u1' } } };
      const by = `${ENTERPRISE_USER}:manager eq "u1"`;
      await scope.commit(createUser('u1'), createUser('u2', before));
      const changes = (expected: number) => [
        update('u2', before, { userName: 'u2' }, { expected }),
        remove('User', 'u1'),
      ];
      const { resources } = scope.store;
      expect(await resources.commit(scope.tenant, changes(7))).toEqual({ kind: 'stale', change: 0 });
      expect([await scope.version('User', 'u1'), await scope.ids(userType, by)]).toEqual([1, ['u2']]);
      await scope.commit(...changes(1));
      expect(await scope.ids(userType)).toEqual(['u2']);
      expect([await scope.version('User', 'u2'), await scope.ids(userType, by)]).toEqual([2, []]);
    });

    it('loses its member rows if it is a group, and leaves the groups that it is in', async () => {
      const scope = make();
      await scope.commit(
        createUser('u1'),
        createGroup('inner', ['u1', 'inner']),
        createGroup('outer', ['inner', 'u1']),
      );
      await scope.commit(remove('Group', 'inner'));
      expect(await scope.memberIds('inner')).toEqual([]);
      expect(await scope.memberIds('outer')).toEqual(['u1']);
      expect(await scope.version('Group', 'outer')).toBe(2);
      expect(await scope.ids(groupType, 'members.value eq "u1"')).toEqual(['outer']);
      expect(await scope.version('User', 'u1')).toBe(1);
    });
  });
}
