import type { Change, Outcome } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import type { NewTenantScope } from '../tenant-scope.ts';
import { AT, changeMembers, createGroup, createUser, LATER, remove, update } from '../sample/sample.ts';

const body = { userName: 'u1' };

const refused: readonly { readonly why: string; readonly change: Change; readonly kind: Outcome['kind'] }[] =
  [
    {
      why: 'an update that expects an older version',
      change: update('u1', body, body, { expected: 1 }),
      kind: 'stale',
    },
    {
      why: 'an update that expects a newer version',
      change: update('u1', body, body, { expected: 3 }),
      kind: 'stale',
    },
    { why: 'an update of a missing user', change: update('nobody', body, body), kind: 'absent' },
    {
      why: 'an update of a user as a group',
      change: update('u1', {}, {}, { type: 'Group', expected: 2 }),
      kind: 'absent',
    },
    {
      why: 'a change of members that expects another version',
      change: changeMembers('g1', { add: ['u1'] }, { expected: 2 }),
      kind: 'stale',
    },
    {
      why: 'a change of members of a missing group',
      change: changeMembers('nothing', { add: ['u1'] }),
      kind: 'absent',
    },
    { why: 'a change of members of a user', change: changeMembers('u1', { add: ['u1'] }), kind: 'absent' },
    {
      why: 'an empty change of members of a missing group',
      change: changeMembers('nothing', {}),
      kind: 'absent',
    },
    { why: 'a removal that expects another version', change: remove('User', 'u1', 1), kind: 'stale' },
    { why: 'a removal of a missing user', change: remove('User', 'nobody'), kind: 'absent' },
    { why: 'a removal of a group as a user', change: remove('User', 'g1'), kind: 'absent' },
  ];

/** The version is the ETag: 1 after the creation, and one more after every change. */
export function describeVersions(make: NewTenantScope): void {
  describe('the version', () => {
    it('is 1 after a creation and one more after each update', async () => {
      const scope = make();
      await scope.commit(createUser('u1'));
      const created = {
        type: 'User',
        id: 'u1',
        version: 1,
        created: AT,
        modified: AT,
        body: JSON.stringify(body),
      };
      expect(await scope.store.resources.get(scope.tenant, 'User', 'u1')).toEqual(created);

      const [result] = await scope.commit(update('u1', body, { ...body, displayName: 'Ädä' }));
      expect(result).toEqual({ version: 2, modified: LATER, added: [], removed: [] });
      expect(await scope.store.resources.get(scope.tenant, 'User', 'u1')).toEqual({
        ...created,
        version: 2,
        modified: LATER,
        body: JSON.stringify({ ...body, displayName: 'Ädä' }),
      });
    });

    it.each(refused)('refuses $why as $kind', async ({ change, kind }) => {
      const scope = make();
      await scope.commit(createUser('u1'), createGroup('g1'));
      await scope.commit(update('u1', body, body));
      expect(await scope.store.resources.commit(scope.tenant, [change])).toEqual({ kind, change: 0 });
      expect(await scope.version('User', 'u1')).toBe(2);
      expect(await scope.version('Group', 'g1')).toBe(1);
    });

    it('lets exactly one of ten concurrent updates win', async () => {
      const scope = make();
      await scope.commit(createUser('u1'));
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, at) =>
          scope.store.resources.commit(scope.tenant, [update('u1', body, { ...body, displayName: `${at}` })]),
        ),
      );
      const winners = outcomes.flatMap(({ kind }, at) => (kind === 'done' ? [at] : []));
      expect(outcomes.filter(({ kind }) => kind === 'stale')).toHaveLength(9);
      const stored = await scope.store.resources.get(scope.tenant, 'User', 'u1');
      expect(stored?.version).toBe(2);
      expect(winners.map((at) => JSON.stringify({ ...body, displayName: `${at}` }))).toEqual([stored?.body]);
    });

    it('is checked for a change of members that expects one', async () => {
      const scope = make();
      await scope.commit(createGroup('g1'));
      const [first] = await scope.commit(changeMembers('g1', { add: ['u1'] }, { expected: 1 }));
      const [second] = await scope.commit(changeMembers('g1', { add: ['u2'] }, { expected: 2 }));
      expect([first?.version, second?.version]).toEqual([2, 3]);
    });

    it('allows a removal that expects it', async () => {
      const scope = make();
      await scope.commit(createUser('u1'));
      await scope.commit(remove('User', 'u1', 1));
      expect(await scope.version('User', 'u1')).toBeUndefined();
    });
  });
}
