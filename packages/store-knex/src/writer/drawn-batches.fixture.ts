import { openParseContext, type ResourceType } from '@scimwright/core';
import { bindFilter, parseFilter, type BoundFilter } from '@scimwright/core/filter';
import { emptyDelta, type MemberDelta } from '@scimwright/core/patch';
import { attribute, defaultGroupMapping, defineProfile } from '@scimwright/core/profile';
import type { IndexEntry } from '@scimwright/core/resource';
import { groupSchema } from '@scimwright/core/schema';
import type { Change } from '@scimwright/store';
import fc from 'fast-check';

/** A resource type for tests in which only its name matters. */
function typeNamed(name: string): ResourceType {
  const { type } = defineProfile({
    name,
    endpoint: `/${name}s`,
    schema: groupSchema,
    extensions: [],
    rows: [attribute('members', 'reference')],
    sources: defaultGroupMapping,
    matchedBy: 'displayName',
  });
  return type;
}

/** The resource types of the random batches. */
export const types = [typeNamed('User'), typeNamed('Group')];

/** A change without its time and its body. */
export type Drawn =
  | {
      readonly kind: 'create';
      readonly id: string;
      readonly entries: readonly IndexEntry[];
      readonly members: readonly string[];
    }
  | {
      readonly kind: 'update';
      readonly id: string;
      readonly expected: number | undefined;
      readonly add: readonly IndexEntry[];
      readonly drop: readonly IndexEntry[];
      readonly members: MemberDelta;
    }
  | {
      readonly kind: 'members';
      readonly id: string;
      readonly expected: number | undefined;
      readonly members: MemberDelta;
    }
  | { readonly kind: 'remove'; readonly id: string; readonly expected: number | undefined };

/** Few ids and names, so that changes meet. */
const groupId = fc.constantFrom('g0', 'g1');
const anyId = fc.constantFrom('u0', 'u1', 'g0', 'g1');
const memberIds = fc.uniqueArray(fc.constantFrom('u0', 'u1', 'g0', 'x'), { maxLength: 3 });
const named = (...keys: readonly string[]): readonly IndexEntry[] =>
  keys.map((key) => ({ path: 'name', key, unique: true }));
const entries = fc.uniqueArray(fc.constantFrom('a', 'b'), { maxLength: 2 }).map((keys) => named(...keys));
const expected = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined, freq: 3 });
/** Parses a filter over members, and binds it. */
function whereOf(text: string): BoundFilter {
  const filter = bindFilter(
    parseFilter(`members[${text}]`, openParseContext()),
    typeNamed('Group'),
    openParseContext(),
  );
  if (filter.kind !== 'some') throw new TypeError('A value path is bound as one.');
  return filter.where;
}

const memberFilter = fc.constantFrom('type eq "User"', 'not (type pr)', 'value sw "u"').map(whereOf);
const delta: fc.Arbitrary<MemberDelta> = fc.oneof(
  memberIds.map((add) => ({ ...emptyDelta, add })),
  memberIds.map((remove) => ({ ...emptyDelta, remove })),
  memberIds.map(([first, ...remove]) => ({ ...emptyDelta, add: first === undefined ? [] : [first], remove })),
  memberIds.map((add) => ({ clear: true, add, remove: [] })),
  fc
    .tuple(memberFilter, memberIds, fc.option(memberFilter, { nil: undefined }))
    .map(([filter, add, next]) => ({
      ...emptyDelta,
      where: filter,
      add,
      ...(next !== undefined && { next: { ...emptyDelta, where: next } }),
    })),
);

/** One batch in five has several changes. */
function batchOf(change: fc.Arbitrary<Drawn>): fc.Arbitrary<readonly Drawn[]> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.array(change, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(change, { minLength: 2, maxLength: 3 }) },
  );
}

/** A batch of random changes, which is mostly refused. */
const anyBatch = batchOf(
  fc.oneof<fc.Arbitrary<Drawn>[]>(
    fc
      .tuple(anyId, entries, memberIds)
      .map(([id, own, members]) => ({ kind: 'create', id, entries: own, members })),
    fc.tuple(anyId, expected, entries, entries, delta).map(([id, version, add, drop, members]) => ({
      kind: 'update',
      id,
      expected: version,
      add,
      drop,
      members,
    })),
    fc
      .tuple(groupId, expected, delta)
      .map(([id, version, members]) => ({ kind: 'members', id, expected: version, members })),
    fc.tuple(anyId, expected).map(([id, version]) => ({ kind: 'remove', id, expected: version })),
  ),
);

/** Two users with names and two groups, for changes that mostly succeed by themselves. */
const furnished: readonly (readonly Drawn[])[] = [
  [
    { kind: 'create', id: 'u0', entries: named('a'), members: [] },
    { kind: 'create', id: 'u1', entries: named('b'), members: [] },
    { kind: 'create', id: 'g0', entries: [], members: ['u0', 'x'] },
    { kind: 'create', id: 'g1', entries: [], members: [] },
  ],
];
const newName = fc.constantFrom('a', 'b', 'c');
const livelyBatch = batchOf(
  fc.oneof<fc.Arbitrary<Drawn>[]>(
    fc.tuple(groupId, delta).map(([id, members]) => ({ kind: 'members', id, expected: undefined, members })),
    fc
      .tuple(fc.constantFrom(['u0', 'a'] as const, ['u1', 'b'] as const), newName)
      .map(([[id, old], name]) => ({
        kind: 'update',
        id,
        add: named(name),
        drop: named(old),
        expected: 1,
        members: emptyDelta,
      })),
    fc
      .tuple(fc.constantFrom('u2', 'u3'), newName)
      .map(([id, name]) => ({ kind: 'create', id, entries: named(name), members: [] })),
    fc.constantFrom('u0', 'u1', 'g1').map((id) => ({ kind: 'remove', id, expected: undefined })),
  ),
);

/** The batches that set a tenant up, and the batches of the test. */
export interface Scenario {
  readonly before: readonly (readonly Drawn[])[];
  readonly batches: readonly (readonly Drawn[])[];
}

export function scenario(max: number): fc.Arbitrary<Scenario> {
  const batches = (batch: typeof anyBatch) => fc.array(batch, { minLength: 2, maxLength: max });
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ before: fc.constant(furnished), batches: batches(livelyBatch) }) },
    {
      weight: 1,
      arbitrary: fc.record({ before: fc.array(anyBatch, { maxLength: 5 }), batches: batches(anyBatch) }),
    },
  );
}

/** Members at random, and removals of any of them, each in a batch of its own. */
export const removals: fc.Arbitrary<Scenario> = fc.record({
  before: fc
    .tuple(...['u0', 'u1', 'g0', 'g1'].map((id) => fc.tuple(fc.constant(id), fc.uniqueArray(anyId))))
    .map((all) => [all.map(([id, members]): Drawn => ({ kind: 'create', id, entries: [], members }))]),
  batches: fc.array(
    fc.tuple(anyId, expected).map(([id, version]): Drawn[] => [{ kind: 'remove', id, expected: version }]),
    { minLength: 2, maxLength: 5 },
  ),
});

/** The batch at a place in the order of calls. The place is its time, and is in the bodies that it writes. */
export function batchAt(drawn: readonly Drawn[], place: number): readonly Change[] {
  const at = `2026-01-31T12:00:00.${String(place).padStart(3, '0')}Z`;
  return drawn.map((each): Change => {
    const own = { type: each.id.startsWith('g') ? 'Group' : 'User', at };
    switch (each.kind) {
      case 'create':
        return { ...own, ...each, body: `{"by":${place}}` };
      case 'update': {
        // By the rule of the port, a key that stays is neither added nor dropped.
        const drop = each.drop.filter(({ key }) => !each.add.some((entry) => entry.key === key));
        const { id, expected, members } = each;
        return {
          ...own,
          kind: 'update',
          id,
          expected,
          body: `{"by":${place}}`,
          entries: { add: each.add, drop },
          members,
        };
      }
      case 'members':
      case 'remove':
        return { ...own, ...each };
      default:
        return each satisfies never;
    }
  });
}
