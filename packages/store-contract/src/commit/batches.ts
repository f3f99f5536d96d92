import type { Change, Outcome } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import type { NewTenantScope } from '../tenant-scope.ts';
import {
  AT,
  changeMembers,
  createGroup,
  createUser,
  event,
  logEntry,
  remove,
  update,
  userType,
} from '../sample/sample.ts';

const refused: readonly { readonly last: Change; readonly outcome: Outcome; readonly why: string }[] = [
  {
    why: 'takes the name of another user',
    last: createUser('u9', { userName: 'ADA' }),
    outcome: { kind: 'duplicate', change: 6, path: 'userName' },
  },
  {
    why: 'expects another version',
    last: update('ada', { userName: 'ada' }, { userName: 'ada' }, { expected: 7 }),
    outcome: { kind: 'stale', change: 6 },
  },
  {
    why: 'is about a missing user',
    last: remove('User', 'nobody'),
    outcome: { kind: 'absent', change: 6 },
  },
];

/** A batch is stored completely or not at all, and does not affect other batches. */
export function describeBatches(make: NewTenantScope): void {
  describe('a batch', () => {
    it('has a result for each change', async () => {
      const scope = make();
      const results = await scope.commit(
        createUser('u1'),
        { kind: 'log', entry: logEntry('r1') },
        createGroup('g1', ['u1']),
        event('u1'),
      );
      expect(results).toEqual([
        { version: 1, modified: AT, added: [], removed: [] },
        undefined,
        { version: 1, modified: AT, added: ['u1'], removed: [] },
        undefined,
      ]);
    });

    it('is applied in order, and each change sees those before it', async () => {
      const scope = make();
      const results = await scope.commit(
        createUser('u1', { userName: 'ada' }),
        createGroup('g1'),
        update('u1', { userName: 'ada' }, { userName: 'grace' }),
        changeMembers('g1', { add: ['u1'] }),
        createUser('u2', { userName: 'ada' }),
        remove('User', 'u1', 2),
        createUser('u3', { userName: 'grace' }),
      );
      expect(results.map((result) => result?.version)).toEqual([1, 1, 2, 2, 1, undefined, 1]);
      expect(await scope.ids(userType)).toEqual(['u2', 'u3']);
      expect(await scope.version('Group', 'g1')).toBe(3);
    });

    it('can check the version of a group in its first change, and update the group at any version in later ones', async () => {
      const scope = make();
      const [before, after] = [{ displayName: 'g1' }, { displayName: 'g2' }];
      await scope.commit(createUser('u1'), createUser('u2'), createGroup('g1', ['u1', 'u2']));
      const changes = (expected: number): readonly Change[] => [
        changeMembers('g1', {}, { expected }),
        remove('User', 'u1'),
        update('g1', before, after, { type: 'Group', expected: 'any', members: { remove: ['u2', 'u1'] } }),
        update('g1', after, before, { type: 'Group', expected: 'any' }),
      ];
      expect(await scope.store.resources.commit(scope.tenant, changes(2))).toEqual({
        kind: 'stale',
        change: 0,
      });
      expect(await scope.version('User', 'u1')).toBe(1);

      const results = await scope.commit(...changes(1));
      expect(results.map((result) => result?.version)).toEqual([1, undefined, 3, 4]);
      expect(results[2]).toMatchObject({ added: [], removed: ['u2'] });
      expect([await scope.version('Group', 'g1'), await scope.memberIds('g1')]).toEqual([4, []]);
    });

    it.each<[string, Change, Outcome['kind']]>([
      ['a missing resource', update('nobody', {}, {}, { expected: 'any' }), 'absent'],
      ['a resource of another type', update('u1', {}, {}, { expected: 'any', type: 'Group' }), 'absent'],
    ])('that updates %s is refused, even if it expects any version', async (_, change, kind) => {
      const scope = make();
      await scope.commit(createUser('u1'));
      const changes = [createUser('u2'), change];
      expect(await scope.store.resources.commit(scope.tenant, changes)).toEqual({ kind, change: 1 });
      expect(await scope.ids(userType)).toEqual(['u1']);
    });

    it('of creations is refused for the first one with a taken name', async () => {
      const scope = make();
      await scope.commit(createUser('ada'));
      const changes = [
        createUser('u1'),
        event('u1'),
        createUser('u2'),
        createGroup('g1', ['u2', 'u3']),
        createUser('u3'),
      ];
      const refused = [...changes, createUser('u4', { userName: 'U2' }), createUser('u5')];
      const outcome = await scope.store.resources.commit(scope.tenant, refused);
      expect(outcome).toEqual({ kind: 'duplicate', change: 5, path: 'userName' });
      const taken = [...changes, createUser('u4', { userName: 'ADA' })];
      expect(await scope.store.resources.commit(scope.tenant, taken)).toMatchObject({ change: 5 });
      expect(await scope.ids(userType)).toEqual(['ada']);
      const results = await scope.commit(...changes);
      expect(results.map((result) => result?.added)).toEqual([[], undefined, [], ['u2', 'u3'], []]);
      expect(await scope.memberIds('g1')).toEqual(['u2', 'u3']);
    });

    it('without changes is done', async () => {
      const scope = make();
      expect(await scope.commit()).toEqual([]);
    });

    it.each(refused)('leaves nothing behind when its last change $why', async ({ last, outcome }) => {
      const scope = make();
      await scope.commit(createUser('ada'), createUser('u1'), createGroup('g1', ['u1']));
      const before = { events: await scope.events(), log: await scope.log() };

      const answer = await scope.store.resources.commit(scope.tenant, [
        createUser('u2', { userName: 'grace' }),
        update('u1', { userName: 'u1' }, { userName: 'lin' }),
        changeMembers('g1', { add: ['u2'], remove: ['u1'] }),
        remove('Group', 'g1'),
        event('u2'),
        { kind: 'log', entry: logEntry('r1') },
        last,
      ]);

      expect(answer).toEqual(outcome);
      expect(await scope.ids(userType)).toEqual(['ada', 'u1']);
      expect(await scope.ids(userType, 'userName eq "u1"')).toEqual(['u1']);
      expect(await scope.version('User', 'u1')).toBe(1);
      expect(await scope.version('Group', 'g1')).toBe(1);
      expect(await scope.memberIds('g1')).toEqual(['u1']);
      expect({ events: await scope.events(), log: await scope.log() }).toEqual(before);
      await scope.commit(createUser('u3', { userName: 'grace' }), createUser('u4', { userName: 'lin' }));
      await scope.commit(changeMembers('g1', { add: ['u1', 'u4'] }));
      expect(await scope.memberIds('g1')).toEqual(['u1', 'u4']);
    });

    it('that is refused among many at the same time fails alone', async () => {
      const scope = make();
      await scope.commit(createUser('ada'), createUser('u0'), createGroup('g1'));
      const others = (from: number) =>
        Array.from({ length: 10 }, (_, at) => [createUser(`n${from + at}`), event(`n${from + at}`)]);
      const batches: readonly (readonly Change[])[] = [
        ...others(10),
        [createUser('x1'), createUser('x2', { userName: 'Ada' }), event('x1')],
        [changeMembers('g1', { add: ['u0'] })],
        [event('x3'), update('u0', { userName: 'u0' }, { userName: 'x3' }, { expected: 2 })],
        [remove('Group', 'nowhere'), event('x4')],
        [changeMembers('g1', { add: ['ada'] })],
        ...others(20),
      ];

      const outcomes = await Promise.all(
        batches.map((changes) => scope.store.resources.commit(scope.tenant, changes)),
      );

      const refusals = outcomes.flatMap((outcome, at) => (outcome.kind === 'done' ? [] : [{ at, outcome }]));
      expect(refusals).toEqual([
        { at: 10, outcome: { kind: 'duplicate', change: 1, path: 'userName' } },
        { at: 12, outcome: { kind: 'stale', change: 1 } },
        { at: 13, outcome: { kind: 'absent', change: 0 } },
      ]);
      const names = Array.from({ length: 20 }, (_, at) => `n${10 + at}`);
      expect(await scope.ids(userType)).toEqual(['ada', ...names, 'u0']);
      expect(await scope.memberIds('g1')).toEqual(['ada', 'u0']);
      const told = (await scope.events()).filter(({ type }) => type === 'user.created');
      expect(told.map(({ resourceId }) => resourceId).toSorted()).toEqual(names);
    });

    it('is not disturbed by the same ids and names in another tenant at the same time', async () => {
      const [one, other] = [make(), make()];
      const both = await Promise.all(
        [one, other, one, other].map((scope, at) =>
          scope.store.resources.commit(scope.tenant, [createUser(at < 2 ? 'u1' : 'u2')]),
        ),
      );
      expect(both.map(({ kind }) => kind)).toEqual(['done', 'done', 'done', 'done']);
      expect(await one.ids(userType)).toEqual(['u1', 'u2']);
      expect(await other.ids(userType)).toEqual(['u1', 'u2']);
    });
  });
}
