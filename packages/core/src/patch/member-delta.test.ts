import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openReading } from '../dialect/reading.ts';
import type { Json } from '../json.ts';
import { group } from '../profile/profiles.fixture.ts';
import { GROUP } from '../schema/urn.ts';
import type { BoundOperation, MemberDelta } from './ast.ts';
import { memberDelta, noMembers, touchesMembers } from './member-delta.ts';
import { patch, type Operation } from './patch.fixture.ts';

const stored = { displayName: 'G', externalId: 'g' };
const deltaOf = (operations: readonly Operation[]): MemberDelta =>
  patch(group.type, stored, operations).members;
const delta = (parts: Partial<MemberDelta>): MemberDelta => ({ ...noMembers, ...parts });
const members = (...ids: string[]): Json => ids.map((value) => ({ $ref: null, value }));

describe('one operation on members', () => {
  it.each<{ why: string; operation: Operation; is: MemberDelta }>([
    {
      why: 'Add, as the default dialect has it',
      operation: { op: 'Add', path: 'members', value: members('1', '2') },
      is: delta({ add: ['1', '2'] }),
    },
    {
      why: 'add without a path',
      operation: { op: 'add', value: { members: members('1') } },
      is: delta({ add: ['1'] }),
    },
    {
      why: 'add under its URN',
      operation: { op: 'add', path: `${GROUP}:MEMBERS`, value: members('1') },
      is: delta({ add: ['1'] }),
    },
    {
      why: 'add of bare strings',
      operation: { op: 'add', path: 'members', value: ['1'] },
      is: delta({ add: ['1'] }),
    },
    {
      why: 'add of one object',
      operation: { op: 'add', path: 'members', value: { value: '1' } },
      is: delta({ add: ['1'] }),
    },
    {
      why: 'add by a filter',
      operation: { op: 'add', path: 'members[value eq "1"]', value: { value: '1' } },
      is: delta({ add: ['1'] }),
    },
    { why: 'add of null', operation: { op: 'add', path: 'members', value: null }, is: noMembers },
    { why: 'add of none', operation: { op: 'add', path: 'members', value: [] }, is: noMembers },
    {
      why: 'Remove by a value list, which is not the whole group (AMB-39)',
      operation: { op: 'Remove', path: 'members', value: members('1', '2') },
      is: delta({ remove: ['1', '2'] }),
    },
    {
      why: 'Remove by one object',
      operation: { op: 'Remove', path: 'members', value: { value: '1' } },
      is: delta({ remove: ['1'] }),
    },
    {
      why: 'remove by a filter, as the flagged dialect has it',
      operation: { op: 'remove', path: 'members[value eq "1"]' },
      is: delta({ remove: ['1'] }),
    },
    {
      why: 'remove by a filter of several',
      operation: { op: 'remove', path: 'members[value eq "1" or value eq "2"]' },
      is: delta({ remove: ['1', '2'] }),
    },
    {
      why: 'remove without a value empties the group',
      operation: { op: 'remove', path: 'members' },
      is: delta({ clear: true }),
    },
    {
      why: 'so does null',
      operation: { op: 'remove', path: 'members', value: null },
      is: delta({ clear: true }),
    },
    {
      why: 'an empty list removes nobody',
      operation: { op: 'Remove', path: 'members', value: [] },
      is: noMembers,
    },
    {
      why: 'a list of nothing removes nobody',
      operation: { op: 'Remove', path: 'members', value: [null] },
      is: noMembers,
    },
    {
      why: 'replace is all of them',
      operation: { op: 'replace', path: 'members', value: members('1') },
      is: delta({ clear: true, add: ['1'] }),
    },
    {
      why: 'replace without a path',
      operation: { op: 'replace', value: { members: members('1') } },
      is: delta({ clear: true, add: ['1'] }),
    },
    {
      why: 'replace by none',
      operation: { op: 'replace', path: 'members', value: [] },
      is: delta({ clear: true }),
    },
    {
      why: 'replace by null',
      operation: { op: 'replace', path: 'members', value: null },
      is: delta({ clear: true }),
    },
  ])('$why', ({ operation, is }) => {
    expect(deltaOf([operation])).toEqual(is);
    expect(touchesMembers(is)).toBe(is !== noMembers);
  });

  it('is a departure only where it removes by a list', () => {
    const noted = (op: string) => {
      const reading = openReading();
      patch(group.type, stored, [{ op, path: 'members', value: members('1') }], reading);
      return [...reading.departures];
    };
    expect([noted('add'), noted('replace'), noted('remove')]).toEqual([[], [], ['remove-by-value-list']]);
  });

  it('leaves the attributes of the group alone', () => {
    expect(patch(group.type, stored, [{ op: 'add', path: 'members', value: members('1') }]).resource).toBe(
      stored,
    );
  });

  it('goes with a change of an attribute in the same request', () => {
    const operations = [
      { op: 'Replace', path: 'displayName', value: 'New' },
      { op: 'Add', path: 'members', value: members('1') },
    ];
    expect(patch(group.type, stored, operations)).toEqual({
      resource: { ...stored, displayName: 'New' },
      members: delta({ add: ['1'] }),
    });
  });

  it('empties the group for a value list when that departure is off, as the RFC has it', () => {
    const reading = openReading({ off: ['remove-by-value-list'] });
    const operation = { op: 'remove', path: 'members', value: members('1') };
    expect(patch(group.type, stored, [operation], reading).members).toEqual(delta({ clear: true }));
  });
});

describe('several operations: the later one wins', () => {
  const add = (...ids: string[]) => ({ op: 'add', path: 'members', value: members(...ids) });
  const remove = (...ids: string[]) => ({ op: 'remove', path: 'members', value: members(...ids) });
  const clear = { op: 'remove', path: 'members' };

  it.each<{ why: string; operations: Operation[]; is: MemberDelta }>([
    { why: 'adds come together', operations: [add('1'), add('2')], is: delta({ add: ['1', '2'] }) },
    { why: 'the same one once', operations: [add('1'), add('1')], is: delta({ add: ['1'] }) },
    {
      why: 'removed after it was added',
      operations: [add('1', '2'), remove('1')],
      is: delta({ add: ['2'], remove: ['1'] }),
    },
    {
      why: 'added after it was removed',
      operations: [remove('1', '2'), add('1')],
      is: delta({ add: ['1'], remove: ['2'] }),
    },
    { why: 'cleared after it was added', operations: [add('1'), clear], is: delta({ clear: true }) },
    { why: 'cleared after it was removed', operations: [remove('1'), clear], is: delta({ clear: true }) },
    { why: 'added after clearing', operations: [clear, add('1')], is: delta({ clear: true, add: ['1'] }) },
    {
      why: 'removed after clearing: nobody is there',
      operations: [clear, remove('1')],
      is: delta({ clear: true }),
    },
    {
      why: 'removed after clearing and adding',
      operations: [clear, add('1', '2'), remove('1')],
      is: delta({ clear: true, add: ['2'] }),
    },
  ])('$why', ({ operations, is }) => {
    expect(deltaOf(operations)).toEqual(is);
  });

  it('a delta, applied at once, leaves the members that the operations leave one after another', () => {
    const ids = fc.subarray(['1', '2', '3', '4']).map((list) => list.map((value) => ({ value })));
    const operation = fc.record({
      kind: fc.constant('members' as const),
      op: fc.constantFrom('add' as const, 'replace' as const, 'remove' as const),
      members: ids,
    });
    const clearing = fc.constant({ kind: 'members' as const, op: 'remove' as const, members: undefined });
    const operations = fc.array(
      fc.oneof({ weight: 4, arbitrary: operation }, { weight: 1, arbitrary: clearing }),
    );
    fc.assert(
      fc.property(ids, operations, (before, operations) => {
        const start = before.map(({ value }) => value);
        const total = memberDelta(operations);
        const stepwise = operations.reduce(oneStep, new Set(start));
        expect(apply(start, total)).toEqual([...stepwise].toSorted());
        const overlap = total.add.filter((id) => total.remove.includes(id));
        expect(overlap).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

/** What a store does with a delta: first clear, then remove, then add. */
function apply(before: readonly string[], { clear, add, remove }: MemberDelta): string[] {
  const kept = (clear ? [] : before).filter((id) => !remove.includes(id));
  return [...new Set([...kept, ...add])].toSorted();
}

/** What an operation means: the definition. */
function oneStep(
  before: ReadonlySet<string>,
  { op, members }: Extract<BoundOperation, { kind: 'members' }>,
): ReadonlySet<string> {
  const named = (members ?? []).map(({ value }) => value);
  if (op === 'replace') return new Set(named);
  if (op === 'add') return new Set([...before, ...named]);
  return members === undefined ? new Set() : new Set([...before].filter((id) => !named.includes(id)));
}
