import { emptyDelta, type MemberDelta } from '@scimwright/core/patch';
import { describe, expect, it } from 'vitest';
import type { TenantScope, NewTenantScope } from '../tenant-scope.ts';
import {
  AT,
  changeMembers,
  createGroup,
  createUser,
  LATER,
  membersWhere,
  remove,
  update,
} from '../sample/sample.ts';

interface Row {
  readonly does: string;
  readonly delta: Partial<MemberDelta>;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly left: readonly string[];
}

/** Changes of a group with the members b and c, in a tenant where `gone` was removed. */
const rows: readonly Row[] = [
  { does: 'adds', delta: { add: ['a', 'd'] }, added: ['a', 'd'], removed: [], left: ['a', 'b', 'c', 'd'] },
  { does: 'adds an existing member', delta: { add: ['b'] }, added: [], removed: [], left: ['b', 'c'] },
  {
    does: 'adds an existing member and a new one',
    delta: { add: ['b', 'a'] },
    added: ['a'],
    removed: [],
    left: ['a', 'b', 'c'],
  },
  {
    does: 'adds a removed user and a new one',
    delta: { add: ['gone', 'a'] },
    added: ['a'],
    removed: [],
    left: ['a', 'b', 'c'],
  },
  { does: 'adds only a removed user', delta: { add: ['gone'] }, added: [], removed: [], left: ['b', 'c'] },
  { does: 'removes', delta: { remove: ['b'] }, added: [], removed: ['b'], left: ['c'] },
  {
    does: 'removes an id that is not a member',
    delta: { remove: ['x'] },
    added: [],
    removed: [],
    left: ['b', 'c'],
  },
  {
    does: 'adds and removes',
    delta: { add: ['a'], remove: ['c', 'x'] },
    added: ['a'],
    removed: ['c'],
    left: ['a', 'b'],
  },
  { does: 'clears', delta: { clear: true }, added: [], removed: ['b', 'c'], left: [] },
  {
    does: 'replaces',
    delta: { clear: true, add: ['c', 'd'] },
    added: ['d'],
    removed: ['b'],
    left: ['c', 'd'],
  },
  {
    does: 'replaces all by the same members',
    delta: { clear: true, add: ['c', 'b'] },
    added: [],
    removed: [],
    left: ['b', 'c'],
  },
  {
    does: 'replaces all by a removed user',
    delta: { clear: true, add: ['gone'] },
    added: [],
    removed: ['b', 'c'],
    left: [],
  },
  { does: 'does nothing', delta: {}, added: [], removed: [], left: ['b', 'c'] },
  {
    does: 'removes by a filter',
    delta: { where: membersWhere('value ge "c"') },
    added: [],
    removed: ['c'],
    left: ['b'],
  },
  {
    does: 'removes by a filter without a match',
    delta: { where: membersWhere('type eq "Group"') },
    added: [],
    removed: [],
    left: ['b', 'c'],
  },
  {
    does: 'removes by a filter and by id, and adds',
    delta: { where: membersWhere('value eq "b" and not (type pr)'), remove: ['c'], add: ['a'] },
    added: ['a'],
    removed: ['b', 'c'],
    left: ['a'],
  },
  {
    does: 'removes by a filter and adds members that match it',
    delta: { where: membersWhere('value pr'), add: ['b', 'a'] },
    added: ['a'],
    removed: ['c'],
    left: ['a', 'b'],
  },
  {
    does: 'adds, and then removes by a filter',
    delta: { add: ['a', 'd'], next: { ...emptyDelta, where: membersWhere('value lt "c"') } },
    added: ['d'],
    removed: ['b'],
    left: ['c', 'd'],
  },
  {
    does: 'removes by a filter, adds all again, and removes some of them by another filter',
    delta: {
      where: membersWhere('value pr'),
      add: ['b', 'c', 'd'],
      next: { ...emptyDelta, where: membersWhere('value eq "c" or value eq "d"') },
    },
    added: [],
    removed: ['c'],
    left: ['b'],
  },
  {
    does: 'clears, adds, and then removes by a filter',
    delta: {
      clear: true,
      add: ['b', 'd', 'e'],
      next: { ...emptyDelta, where: membersWhere('value eq "e"'), add: ['c'] },
    },
    added: ['d'],
    removed: [],
    left: ['b', 'c', 'd'],
  },
];

/** Filters over the members of a group: u1 and U2 are users, g2 is a group, and x does not exist. */
const filters: readonly (readonly [filter: string, matched: readonly string[]])[] = [
  ['value eq "u1"', ['u1']],
  ['value eq "u2"', []],
  ['value ne "u1"', ['U2', 'g2', 'x']],
  ['value co "2"', ['U2', 'g2']],
  ['value sw "u"', ['u1']],
  ['value ew "2"', ['U2', 'g2']],
  ['value gt "g2"', ['u1', 'x']],
  ['value ge "g2"', ['g2', 'u1', 'x']],
  ['value lt "g2"', ['U2']],
  ['value le "g2"', ['U2', 'g2']],
  ['value eq null', []],
  ['type eq "USER"', ['U2', 'u1']],
  ['type ne "User"', ['g2', 'x']],
  ['type co "rou"', ['g2']],
  ['type gt "group"', ['U2', 'u1']],
  ['type pr', ['U2', 'g2', 'u1']],
  ['type eq null', ['x']],
  ['not (type pr)', ['x']],
  ['$ref pr', []],
  ['not ($ref co "Users")', ['U2', 'g2', 'u1', 'x']],
  ['value eq "u1" and type eq "User"', ['u1']],
  ['value eq "u1" and type eq "Group"', []],
  ['value eq "u1" or type eq "Group"', ['g2', 'u1']],
  ['not (value eq "u1" or type eq "Group")', ['U2', 'x']],
  ['type eq "User" and not (value sw "u") or value eq "x"', ['U2', 'x']],
];

async function groupOfTwo(make: NewTenantScope): Promise<TenantScope> {
  const scope = make();
  await scope.commit(createUser('gone'), createGroup('g1', ['b', 'c']), createGroup('g2', ['b', 'c']));
  await scope.commit(remove('User', 'gone'));
  return scope;
}

const sorted = (ids: readonly string[] | undefined): readonly string[] => ids?.toSorted() ?? [];

/** The member events since a sequence number, as `[type, …ids]`. */
async function memberEventsAfter(scope: TenantScope, seq: number): Promise<readonly (readonly unknown[])[]> {
  const events = await scope.store.outbox.read({ tenant: scope.tenant, after: seq, limit: 1_000 });
  return events.map(({ type, resourceId, data }) => [
    type,
    resourceId,
    ...(Array.isArray(data['members']) ? data['members'].toSorted() : []),
  ]);
}

async function lastSeq(scope: TenantScope): Promise<number> {
  return (await scope.events()).at(-1)?.seq ?? 0;
}

/** Members are rows, and their changes are relative. */
export function describeMembers(make: NewTenantScope): void {
  describe('a change of members', () => {
    it.each(rows)('that $does returns and stores only real changes', async (row) => {
      const scope = await groupOfTwo(make);
      const seq = await lastSeq(scope);
      const [result] = await scope.commit(changeMembers('g1', row.delta));
      const moved = row.added.length > 0 || row.removed.length > 0;

      expect(sorted(result?.added)).toEqual(row.added);
      expect(sorted(result?.removed)).toEqual(row.removed);
      expect(result).toMatchObject(moved ? { version: 2, modified: LATER } : { version: 1, modified: AT });
      expect(await scope.store.resources.get(scope.tenant, 'Group', 'g1')).toMatchObject(
        moved ? { version: 2, modified: LATER } : { version: 1, modified: AT },
      );
      expect(await scope.memberIds('g1')).toEqual(row.left);
      expect(await scope.memberIds('g2')).toEqual(['b', 'c']);
      expect(await memberEventsAfter(scope, seq)).toEqual([
        ...(row.removed.length > 0 ? [['group.members.removed', 'g1', ...row.removed]] : []),
        ...(row.added.length > 0 ? [['group.members.added', 'g1', ...row.added]] : []),
      ]);
    });

    it.each(rows)('that $does inside an update changes the version once', async (row) => {
      const scope = await groupOfTwo(make);
      const seq = await lastSeq(scope);
      const name = { displayName: 'g1' };
      const [result] = await scope.commit(update('g1', name, name, { type: 'Group', members: row.delta }));

      expect(sorted(result?.added)).toEqual(row.added);
      expect(sorted(result?.removed)).toEqual(row.removed);
      expect(result?.version).toBe(2);
      expect(await scope.version('Group', 'g1')).toBe(2);
      expect(await scope.memberIds('g1')).toEqual(row.left);
      expect(await memberEventsAfter(scope, seq)).toHaveLength(
        Number(row.removed.length > 0) + Number(row.added.length > 0),
      );
    });

    it.each(filters)('removes by %s the members that the filter matches', async (filter, matched) => {
      const scope = make();
      const all = ['U2', 'g2', 'u1', 'x'];
      await scope.commit(
        createUser('u1'),
        createUser('U2', { userName: 'second' }),
        createGroup('g2'),
        createGroup('g1', all),
        createGroup('g3', all),
      );
      const [result] = await scope.commit(changeMembers('g1', { where: membersWhere(filter) }));
      expect(sorted(result?.removed)).toEqual(matched);
      expect(result?.version).toBe(matched.length > 0 ? 2 : 1);
      expect(await scope.memberIds('g1')).toEqual(all.filter((id) => !matched.includes(id)));
      expect(await scope.memberIds('g3')).toEqual(all);
    });

    it('removes by a filter only in its own tenant', async () => {
      const [scope, other] = [make(), make()];
      for (const each of [scope, other]) await each.commit(createGroup('g1', ['b', 'c']));
      await other.commit(createUser('b'));
      await scope.commit(changeMembers('g1', { where: membersWhere('type pr or value eq "c"') }));
      expect(await scope.memberIds('g1')).toEqual(['b']);
      expect(await other.memberIds('g1')).toEqual(['b', 'c']);
    });

    it('removes by the longest possible filter', async () => {
      const scope = await groupOfTwo(make);
      const one = membersWhere('value sw "b"');
      const most = Array.from({ length: 20 * 80 }, () => one);
      const filter = most.reduce((left, right) => ({ kind: 'or', left, right }));
      const [result] = await scope.commit(changeMembers('g1', { where: filter }));
      expect(result?.removed).toEqual(['b']);
    });

    it('can come with the creation of the group', async () => {
      const scope = await groupOfTwo(make);
      const seq = await lastSeq(scope);
      const [result] = await scope.commit(createGroup('g3', ['b', 'gone', 'a', 'b']));
      expect(result).toEqual({ version: 1, modified: AT, added: ['b', 'a'], removed: [] });
      expect(await scope.memberIds('g3')).toEqual(['a', 'b']);
      expect(await memberEventsAfter(scope, seq)).toEqual([['group.members.added', 'g3', 'a', 'b']]);
    });

    it('has no effect the second time', async () => {
      const scope = await groupOfTwo(make);
      await scope.commit(changeMembers('g1', { add: ['a'], remove: ['b'] }));
      const seq = await lastSeq(scope);
      const [again] = await scope.commit(
        changeMembers('g1', { add: ['a'], remove: ['b'] }, { at: '2026-02-01T00:00:00.000Z' }),
      );
      expect(again).toEqual({ version: 2, modified: LATER, added: [], removed: [] });
      expect(await memberEventsAfter(scope, seq)).toEqual([]);
    });

    it('is not lost among 200 at once, each of which has a version of its own', async () => {
      const scope = make();
      await scope.commit(createGroup('g1'));
      const names = Array.from({ length: 200 }, (_, at) => `u${String(at).padStart(3, '0')}`);
      const results = await Promise.all(
        names.map(async (name) => (await scope.commit(changeMembers('g1', { add: [name] })))[0]),
      );
      expect(await scope.memberIds('g1')).toEqual(names);
      expect(await scope.version('Group', 'g1')).toBe(201);
      expect(results.map((result) => result?.version).toSorted((a = 0, b = 0) => a - b)).toEqual(
        names.map((_, at) => at + 2),
      );
      expect(results.map((result) => result?.added)).toEqual(names.map((name) => [name]));
      expect(await scope.events()).toHaveLength(200);
    });

    it('counts once if 20 at once add the same member', async () => {
      const scope = make();
      await scope.commit(createGroup('g1'));
      const results = await Promise.all(
        Array.from({ length: 20 }, async () => (await scope.commit(changeMembers('g1', { add: ['u1'] })))[0]),
      );
      expect(results.filter((result) => result?.added.length === 1)).toHaveLength(1);
      expect(await scope.version('Group', 'g1')).toBe(2);
      expect(await scope.events()).toHaveLength(1);
    });

    it('has a serial result when additions, removals and updates meet', async () => {
      const scope = make();
      const names = Array.from({ length: 40 }, (_, at) => `u${at}`);
      await scope.commit(createGroup('g1', names));
      const name = { displayName: 'g1' };
      const outcomes = await Promise.all([
        ...names.map((id) =>
          scope.store.resources.commit(scope.tenant, [changeMembers('g1', { remove: [id] })]),
        ),
        ...names.map((id) =>
          scope.store.resources.commit(scope.tenant, [changeMembers('g1', { add: [`new-${id}`] })]),
        ),
        scope.store.resources.commit(scope.tenant, [
          update('g1', name, name, { type: 'Group', expected: 81 }),
        ]),
      ]);
      expect(outcomes.filter(({ kind }) => kind === 'done').length).toBeGreaterThanOrEqual(80);
      expect(await scope.memberIds('g1')).toEqual(names.map((id) => `new-${id}`).toSorted());
      expect(await scope.version('Group', 'g1')).toBe(
        outcomes.filter(({ kind }) => kind === 'done').length + 1,
      );
    });
  });

  describe('the members of a group', () => {
    it('have the type of their resource, or none if there is no such resource', async () => {
      const scope = make();
      await scope.commit(createUser('u1'), createGroup('g2'), createGroup('g1', ['u1', 'g2', 'x']));
      expect(await scope.members('g1')).toEqual([
        { value: 'g2', type: 'Group' },
        { value: 'u1', type: 'User' },
        { value: 'x', type: undefined },
      ]);
    });

    it('are streamed in order and in pages when there are 5,000', async () => {
      const scope = make();
      const ids = Array.from(
        { length: 5_000 },
        (_, at) => `u${String((at * 7_919) % 5_000).padStart(4, '0')}`,
      );
      const [created] = await scope.commit(createGroup('g1', ids));
      expect(created?.added).toHaveLength(5_000);

      const pages: number[] = [];
      const seen: string[] = [];
      for await (const page of scope.store.resources.members(scope.tenant, 'g1')) {
        pages.push(page.length);
        seen.push(...page.map(({ value }) => value));
      }
      expect(seen).toEqual(ids.toSorted());
      expect(pages.length).toBeGreaterThan(1);

      const rest: string[] = [];
      for await (const page of scope.store.resources.members(scope.tenant, 'g1', 'u4990'))
        rest.push(...page.map(({ value }) => value));
      expect(rest).toEqual(ids.toSorted().slice(4_991));

      const [one] = await scope.commit(changeMembers('g1', { add: ['u9999'] }));
      expect(one).toMatchObject({ version: 2, added: ['u9999'] });
      const [cleared] = await scope.commit(changeMembers('g1', { clear: true, add: ['u0001'] }));
      expect(cleared?.removed).toHaveLength(5_000);
      expect(await scope.memberIds('g1')).toEqual(['u0001']);
    });

    it('are ordered by code point', async () => {
      const scope = make();
      await scope.commit(createGroup('g1', ['b', '\u{1F600}', 'B', '\uFFFD', 'é', 'a']));
      expect(await scope.memberIds('g1')).toEqual(['B', 'a', 'b', 'é', '\uFFFD', '\u{1F600}']);
    });

    it('of a missing group are none', async () => {
      const scope = make();
      expect(await scope.memberIds('nothing')).toEqual([]);
    });
  });
}
