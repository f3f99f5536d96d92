import type { MemberDelta } from '@scimwright/core';
import { describe, expect, it } from 'vitest';
import type { Bench, MakeBench } from './describe-store-bench.ts';
import {
  AT,
  changeMembers,
  createGroup,
  createUser,
  LATER,
  remove,
  update,
} from './describe-store-sample.ts';

interface Row {
  readonly does: string;
  readonly delta: Partial<MemberDelta>;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly left: readonly string[];
}

/** Over a group that has b and c, in a tenant where `gone` was removed. */
const rows: readonly Row[] = [
  { does: 'adds', delta: { add: ['a', 'd'] }, added: ['a', 'd'], removed: [], left: ['a', 'b', 'c', 'd'] },
  { does: 'adds who is there', delta: { add: ['b'] }, added: [], removed: [], left: ['b', 'c'] },
  {
    does: 'adds who is there and one more',
    delta: { add: ['b', 'a'] },
    added: ['a'],
    removed: [],
    left: ['a', 'b', 'c'],
  },
  {
    does: 'adds who was removed',
    delta: { add: ['gone', 'a'] },
    added: ['a'],
    removed: [],
    left: ['a', 'b', 'c'],
  },
  { does: 'adds only who was removed', delta: { add: ['gone'] }, added: [], removed: [], left: ['b', 'c'] },
  { does: 'removes', delta: { remove: ['b'] }, added: [], removed: ['b'], left: ['c'] },
  { does: 'removes who is not there', delta: { remove: ['x'] }, added: [], removed: [], left: ['b', 'c'] },
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
    does: 'replaces all by the same',
    delta: { clear: true, add: ['c', 'b'] },
    added: [],
    removed: [],
    left: ['b', 'c'],
  },
  {
    does: 'replaces all by who was removed',
    delta: { clear: true, add: ['gone'] },
    added: [],
    removed: ['b', 'c'],
    left: [],
  },
  { does: 'does nothing', delta: {}, added: [], removed: [], left: ['b', 'c'] },
];

async function groupOfTwo(make: MakeBench): Promise<Bench> {
  const bench = make();
  await bench.commit(createUser('gone'), createGroup('g1', ['b', 'c']), createGroup('g2', ['b', 'c']));
  await bench.commit(remove('User', 'gone'));
  return bench;
}

const sorted = (ids: readonly string[] | undefined): readonly string[] => ids?.toSorted() ?? [];

/** The member events since a sequence number, as `[type, …ids]`. */
async function memberEventsAfter(bench: Bench, seq: number): Promise<readonly (readonly unknown[])[]> {
  const events = await bench.store.outbox.read({ tenant: bench.tenant, after: seq, limit: 1_000 });
  return events.map(({ type, resourceId, data }) => [
    type,
    resourceId,
    ...(Array.isArray(data['members']) ? data['members'].toSorted() : []),
  ]);
}

async function lastSeq(bench: Bench): Promise<number> {
  return (await bench.events()).at(-1)?.seq ?? 0;
}

/** Members are rows, and their changes are relative. @example describeMembers(make); */
export function describeMembers(make: MakeBench): void {
  describe('a change of members', () => {
    it.each(rows)('that $does tells and stores what really changed', async (row) => {
      const bench = await groupOfTwo(make);
      const seq = await lastSeq(bench);
      const [result] = await bench.commit(changeMembers('g1', row.delta));
      const moved = row.added.length > 0 || row.removed.length > 0;

      expect(sorted(result?.added)).toEqual(row.added);
      expect(sorted(result?.removed)).toEqual(row.removed);
      expect(result).toMatchObject(moved ? { version: 2, modified: LATER } : { version: 1, modified: AT });
      expect(await bench.store.resources.get(bench.tenant, 'Group', 'g1')).toMatchObject(
        moved ? { version: 2, modified: LATER } : { version: 1, modified: AT },
      );
      expect(await bench.memberIds('g1')).toEqual(row.left);
      expect(await bench.memberIds('g2')).toEqual(['b', 'c']);
      expect(await memberEventsAfter(bench, seq)).toEqual([
        ...(row.removed.length > 0 ? [['group.members.removed', 'g1', ...row.removed]] : []),
        ...(row.added.length > 0 ? [['group.members.added', 'g1', ...row.added]] : []),
      ]);
    });

    it.each(rows)('that $does inside an update moves the version once', async (row) => {
      const bench = await groupOfTwo(make);
      const seq = await lastSeq(bench);
      const name = { displayName: 'g1' };
      const [result] = await bench.commit(update('g1', name, name, { type: 'Group', members: row.delta }));

      expect(sorted(result?.added)).toEqual(row.added);
      expect(sorted(result?.removed)).toEqual(row.removed);
      expect(result?.version).toBe(2);
      expect(await bench.version('Group', 'g1')).toBe(2);
      expect(await bench.memberIds('g1')).toEqual(row.left);
      expect(await memberEventsAfter(bench, seq)).toHaveLength(
        Number(row.removed.length > 0) + Number(row.added.length > 0),
      );
    });

    it('can come with the creation of the group', async () => {
      const bench = await groupOfTwo(make);
      const seq = await lastSeq(bench);
      const [result] = await bench.commit(createGroup('g3', ['b', 'gone', 'a', 'b']));
      expect(result).toEqual({ version: 1, modified: AT, added: ['b', 'a'], removed: [] });
      expect(await bench.memberIds('g3')).toEqual(['a', 'b']);
      expect(await memberEventsAfter(bench, seq)).toEqual([['group.members.added', 'g3', 'a', 'b']]);
    });

    it('done twice is done once', async () => {
      const bench = await groupOfTwo(make);
      await bench.commit(changeMembers('g1', { add: ['a'], remove: ['b'] }));
      const seq = await lastSeq(bench);
      const [again] = await bench.commit(
        changeMembers('g1', { add: ['a'], remove: ['b'] }, { at: '2026-02-01T00:00:00.000Z' }),
      );
      expect(again).toEqual({ version: 2, modified: LATER, added: [], removed: [] });
      expect(await memberEventsAfter(bench, seq)).toEqual([]);
    });

    it('is one of 200 at once, of which none is lost and each has a version of its own', async () => {
      const bench = make();
      await bench.commit(createGroup('g1'));
      const names = Array.from({ length: 200 }, (_, at) => `u${String(at).padStart(3, '0')}`);
      const results = await Promise.all(
        names.map(async (name) => (await bench.commit(changeMembers('g1', { add: [name] })))[0]),
      );
      expect(await bench.memberIds('g1')).toEqual(names);
      expect(await bench.version('Group', 'g1')).toBe(201);
      expect(results.map((result) => result?.version).toSorted((a = 0, b = 0) => a - b)).toEqual(
        names.map((_, at) => at + 2),
      );
      expect(results.map((result) => result?.added)).toEqual(names.map((name) => [name]));
      expect(await bench.events()).toHaveLength(200);
    });

    it('of the same member, 20 at once, counts once', async () => {
      const bench = make();
      await bench.commit(createGroup('g1'));
      const results = await Promise.all(
        Array.from({ length: 20 }, async () => (await bench.commit(changeMembers('g1', { add: ['u1'] })))[0]),
      );
      expect(results.filter((result) => result?.added.length === 1)).toHaveLength(1);
      expect(await bench.version('Group', 'g1')).toBe(2);
      expect(await bench.events()).toHaveLength(1);
    });

    it('comes out as if one after the other when adds, removals and updates meet', async () => {
      const bench = make();
      const names = Array.from({ length: 40 }, (_, at) => `u${at}`);
      await bench.commit(createGroup('g1', names));
      const name = { displayName: 'g1' };
      const outcomes = await Promise.all([
        ...names.map((id) =>
          bench.store.resources.commit(bench.tenant, [changeMembers('g1', { remove: [id] })]),
        ),
        ...names.map((id) =>
          bench.store.resources.commit(bench.tenant, [changeMembers('g1', { add: [`new-${id}`] })]),
        ),
        bench.store.resources.commit(bench.tenant, [
          update('g1', name, name, { type: 'Group', expected: 81 }),
        ]),
      ]);
      expect(outcomes.filter(({ kind }) => kind === 'done').length).toBeGreaterThanOrEqual(80);
      expect(await bench.memberIds('g1')).toEqual(names.map((id) => `new-${id}`).toSorted());
      expect(await bench.version('Group', 'g1')).toBe(
        outcomes.filter(({ kind }) => kind === 'done').length + 1,
      );
    });
  });

  describe('the members of a group', () => {
    it('have the type of their resource, or none when there is no such resource', async () => {
      const bench = make();
      await bench.commit(createUser('u1'), createGroup('g2'), createGroup('g1', ['u1', 'g2', 'x']));
      expect(await bench.members('g1')).toEqual([
        { value: 'g2', type: 'Group' },
        { value: 'u1', type: 'User' },
        { value: 'x', type: undefined },
      ]);
    });

    it('are streamed in order and in pages when there are 5,000', async () => {
      const bench = make();
      const ids = Array.from(
        { length: 5_000 },
        (_, at) => `u${String((at * 7_919) % 5_000).padStart(4, '0')}`,
      );
      const [created] = await bench.commit(createGroup('g1', ids));
      expect(created?.added).toHaveLength(5_000);

      const pages: number[] = [];
      const seen: string[] = [];
      for await (const page of bench.store.resources.members(bench.tenant, 'g1')) {
        pages.push(page.length);
        seen.push(...page.map(({ value }) => value));
      }
      expect(seen).toEqual(ids.toSorted());
      expect(pages.length).toBeGreaterThan(1);

      const rest: string[] = [];
      for await (const page of bench.store.resources.members(bench.tenant, 'g1', 'u4990'))
        rest.push(...page.map(({ value }) => value));
      expect(rest).toEqual(ids.toSorted().slice(4_991));

      const [one] = await bench.commit(changeMembers('g1', { add: ['u9999'] }));
      expect(one).toMatchObject({ version: 2, added: ['u9999'] });
      const [cleared] = await bench.commit(changeMembers('g1', { clear: true, add: ['u0001'] }));
      expect(cleared?.removed).toHaveLength(5_000);
      expect(await bench.memberIds('g1')).toEqual(['u0001']);
    });

    it('are ordered by code point', async () => {
      const bench = make();
      await bench.commit(createGroup('g1', ['b', '\u{1F600}', 'B', '\uFFFD', 'é', 'a']));
      expect(await bench.memberIds('g1')).toEqual(['B', 'a', 'b', 'é', '\uFFFD', '\u{1F600}']);
    });

    it('of a group that is not there are none', async () => {
      const bench = make();
      expect(await bench.memberIds('nothing')).toEqual([]);
    });
  });
}
