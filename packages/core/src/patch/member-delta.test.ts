import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import type { BoundFilter } from '../filter/ast.ts';
import { bindElementFilter } from '../filter/bind.ts';
import { parseFilter } from '../filter/parse.ts';
import { toPredicate } from '../filter/to-predicate.ts';
import type { Json } from '../json.ts';
import { group } from '../profile/profiles.fixture.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { GROUP } from '../schema/urn.ts';
import type { BoundOperation, MemberDelta } from './ast.ts';
import { memberDelta, memberDeltas, emptyDelta, changesMembers } from './member-delta.ts';
import { patch, type Operation } from './patch.fixture.ts';

const stored = { displayName: 'G', externalId: 'g' };
const deltaOf = (operations: readonly Operation[]): MemberDelta =>
  patch(group.type, stored, operations).members;
const delta = (parts: Partial<MemberDelta>): MemberDelta => ({ ...emptyDelta, ...parts });
const members = (...ids: string[]): Json => ids.map((value) => ({ $ref: null, value }));

describe('one operation on members', () => {
  it.each<{ why: string; operation: Operation; is: MemberDelta }>([
    {
      why: 'Add, as in the default dialect',
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
    { why: 'add of null', operation: { op: 'add', path: 'members', value: null }, is: emptyDelta },
    { why: 'add of an empty list', operation: { op: 'add', path: 'members', value: [] }, is: emptyDelta },
    {
      why: 'Remove by a value list, which does not empty the group (AMB-39)',
      operation: { op: 'Remove', path: 'members', value: members('1', '2') },
      is: delta({ remove: ['1', '2'] }),
    },
    {
      why: 'Remove by one object',
      operation: { op: 'Remove', path: 'members', value: { value: '1' } },
      is: delta({ remove: ['1'] }),
    },
    {
      why: 'remove by a filter, as in the flagged dialect',
      operation: { op: 'remove', path: 'members[value eq "1"]' },
      is: delta({ remove: ['1'] }),
    },
    {
      why: 'remove by a filter with several ids',
      operation: { op: 'remove', path: 'members[value eq "1" or value eq "2"]' },
      is: delta({ remove: ['1', '2'] }),
    },
    {
      why: 'remove without a value empties the group',
      operation: { op: 'remove', path: 'members' },
      is: delta({ clear: true }),
    },
    {
      why: 'remove by null removes no member',
      operation: { op: 'remove', path: 'members', value: null },
      is: emptyDelta,
    },
    {
      why: 'remove by an empty list removes no member',
      operation: { op: 'Remove', path: 'members', value: [] },
      is: emptyDelta,
    },
    {
      why: 'add of an empty string adds no member',
      operation: { op: 'Add', path: 'members', value: '' },
      is: emptyDelta,
    },
    {
      why: 'a filter with ids only becomes a list of ids',
      operation: { op: 'remove', path: 'members[value eq "1" or value eq "2"]' },
      is: delta({ remove: ['1', '2'] }),
    },
    {
      why: 'a list as JSON text is read as that list',
      operation: { op: 'replace', path: 'members', value: '[{"value":"1"},"2"]' },
      is: delta({ clear: true, add: ['1', '2'] }),
    },
    {
      why: 'replace replaces all members',
      operation: { op: 'replace', path: 'members', value: members('1') },
      is: delta({ clear: true, add: ['1'] }),
    },
    {
      why: 'replace without a path',
      operation: { op: 'replace', value: { members: members('1') } },
      is: delta({ clear: true, add: ['1'] }),
    },
    {
      why: 'replace by an empty list',
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
    expect(changesMembers(is)).toBe(is !== emptyDelta);
  });

  it('is a departure only if it removes by a list', () => {
    const recorded = (op: string) => {
      const context = openParseContext();
      patch(group.type, stored, [{ op, path: 'members', value: members('1') }], context);
      return [...context.departures];
    };
    expect([recorded('add'), recorded('replace'), recorded('remove')]).toEqual([
      [],
      [],
      ['remove-by-value-list'],
    ]);
  });

  it('leaves the attributes of the group unchanged', () => {
    expect(patch(group.type, stored, [{ op: 'add', path: 'members', value: members('1') }]).resource).toBe(
      stored,
    );
  });

  it('can be combined with a change of an attribute', () => {
    const operations = [
      { op: 'Replace', path: 'displayName', value: 'New' },
      { op: 'Add', path: 'members', value: members('1') },
    ];
    expect(patch(group.type, stored, operations)).toEqual({
      resource: { ...stored, displayName: 'New' },
      members: delta({ add: ['1'] }),
    });
  });

  it.each([
    'members[type eq "User"]',
    'members[value eq "1" and type eq "User"]',
    'members[not (value eq "1")]',
    'members[value sw "1" or value eq "2"]',
    'members[value eq null]',
  ])('%s removes the members that the filter matches', (path) => {
    const found = deltaOf([{ op: 'remove', path }]);
    expect(found).toMatchObject({ clear: false, add: [], remove: [] });
    expect(found.where?.kind).toMatch(/compare|and|or|not/);
    expect(changesMembers(found)).toBe(true);
  });

  it.each<Json>([
    [null],
    [null, null],
    '[null]',
    '[{"value":"1"}',
    '{"id":"1"}',
    [''],
    [{}],
    [[]],
    7,
    true,
    {},
  ])('%j names no member, and is refused in every operation', (value) => {
    for (const op of ['add', 'replace', 'remove']) {
      expect(refusalOf(() => deltaOf([{ op, path: 'members', value }])).code).toBe('invalidValue');
    }
  });

  it('with a value list is refused if that departure is off, and does not empty the group', () => {
    const off = () => openParseContext({ off: ['remove-by-value-list'] });
    const operation = { op: 'remove', path: 'members', value: members('1') };
    expect(refusalOf(() => patch(group.type, stored, [operation], off())).code).toBe('invalidValue');
    expect(patch(group.type, stored, [{ ...operation, value: [] }], off()).members).toEqual(emptyDelta);
  });
});

describe('of several operations, the later one overrides', () => {
  const add = (...ids: string[]) => ({ op: 'add', path: 'members', value: members(...ids) });
  const remove = (...ids: string[]) => ({ op: 'remove', path: 'members', value: members(...ids) });
  const clear = { op: 'remove', path: 'members' };

  it.each<{ why: string; operations: Operation[]; is: MemberDelta }>([
    {
      why: 'additions of different members',
      operations: [add('1'), add('2')],
      is: delta({ add: ['1', '2'] }),
    },
    { why: 'two additions of one member', operations: [add('1'), add('1')], is: delta({ add: ['1'] }) },
    {
      why: 'a removal after an addition',
      operations: [add('1', '2'), remove('1')],
      is: delta({ add: ['2'], remove: ['1'] }),
    },
    {
      why: 'an addition after a removal',
      operations: [remove('1', '2'), add('1')],
      is: delta({ add: ['1'], remove: ['2'] }),
    },
    { why: 'a clearing after an addition', operations: [add('1'), clear], is: delta({ clear: true }) },
    { why: 'a clearing after a removal', operations: [remove('1'), clear], is: delta({ clear: true }) },
    {
      why: 'an addition after a clearing',
      operations: [clear, add('1')],
      is: delta({ clear: true, add: ['1'] }),
    },
    {
      why: 'a removal after a clearing, when no member is left',
      operations: [clear, remove('1')],
      is: delta({ clear: true }),
    },
    {
      why: 'a removal after a clearing and an addition',
      operations: [clear, add('1', '2'), remove('1')],
      is: delta({ clear: true, add: ['2'] }),
    },
  ])('$why', ({ operations, is }) => {
    expect(deltaOf(operations)).toEqual(is);
  });

  it('more than 20 filters are payloadTooLarge', () => {
    const byFilter = { op: 'remove', path: 'members[type pr]' };
    const times = (count: number) => Array.from({ length: count }, () => byFilter);
    expect(deltaOf(times(20)).where?.kind).toBe('or');
    expect(refusalOf(() => deltaOf(times(21))).code).toBe('payloadTooLarge');
  });

  it('applying the delta gives the same members as applying the operations one by one', () => {
    const ids = fc.subarray(['1', '2', '3', '4']).map((list) => list.map((value) => ({ value })));
    const operation = fc.record({
      kind: fc.constant('members' as const),
      op: fc.constantFrom('add' as const, 'replace' as const, 'remove' as const),
      members: ids,
    });
    const clearing = fc.constant({ kind: 'members' as const, op: 'remove' as const, members: undefined });
    const filtering = fc
      .constantFrom('type eq "user"', 'not (type pr)', 'value ge "3"', 'value eq "1" and type eq "User"')
      .map((text) => ({ kind: 'members' as const, op: 'remove' as const, members: [], where: where(text) }));
    const operations = fc.array(
      fc.oneof(
        { weight: 4, arbitrary: operation },
        { weight: 2, arbitrary: filtering },
        { weight: 1, arbitrary: clearing },
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(ids, operations, (before, operations) => {
        const start = before.map(({ value }) => value);
        const total = memberDelta(operations);
        const stepwise = operations.reduce(oneStep, new Set(start));
        expect(memberDeltas(total).reduce(apply, start).toSorted()).toEqual([...stepwise].toSorted());
        for (const { add, remove } of memberDeltas(total)) {
          expect(add.filter((id) => remove.includes(id))).toEqual([]);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

function where(text: string): BoundFilter {
  const { membership } = group.type;
  if (membership === undefined) throw new TypeError('Groups have members.');
  return bindElementFilter(parseFilter(text, openParseContext()), membership, openParseContext());
}

/** Members 1 and 2 are users, 3 is a group, and 4 does not exist. */
function isMatch(where: BoundFilter | undefined, value: string): boolean {
  if (where === undefined) return false;
  const type = { 1: 'User', 2: 'User', 3: 'Group' }[value];
  return toPredicate(where)({ value, ...(type !== undefined && { type }) });
}

/** Applies a delta as a store does: clear, then remove, then add. */
function apply(before: readonly string[], { clear, add, remove, where: by }: MemberDelta): string[] {
  const kept = (clear ? [] : before).filter((id) => !remove.includes(id) && !isMatch(by, id));
  return [...new Set([...kept, ...add])];
}

/** The members after one operation: the definition. */
function oneStep(
  before: ReadonlySet<string>,
  { op, members, where: by }: Extract<BoundOperation, { kind: 'members' }>,
): ReadonlySet<string> {
  const named = (members ?? []).map(({ value }) => value);
  if (op === 'replace') return new Set(named);
  if (op === 'add') return new Set([...before, ...named]);
  if (members === undefined) return new Set();
  return new Set([...before].filter((id) => !named.includes(id) && !isMatch(by, id)));
}
