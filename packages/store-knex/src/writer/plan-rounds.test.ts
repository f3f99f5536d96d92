import type { BoundFilter } from '@scimwright/core/filter';
import { emptyDelta, type MemberDelta } from '@scimwright/core/patch';
import type { Attribute } from '@scimwright/core/schema';
import type { Change, TenantId } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import { planRounds } from './plan-rounds.ts';
import type { Batch } from './step.ts';

const at = '2026-01-31T12:00:00.000Z';

const name = (key: string, unique = true) => ({ path: 'userName', key, unique });

const create = (id: string, key: string, unique = true): Change => ({
  kind: 'create',
  type: 'User',
  id,
  at,
  body: '{}',
  entries: [name(key, unique)],
  members: [],
});

const rename = (id: string, from: string, to: string): Change => ({
  kind: 'update',
  type: 'User',
  id,
  at,
  expected: 1,
  body: '{}',
  entries: { add: [name(to)], drop: [name(from)] },
  members: emptyDelta,
});

const members = (id: string, delta: Partial<MemberDelta>, expected?: number): Change => ({
  kind: 'members',
  type: 'Group',
  id,
  at,
  expected,
  members: { ...emptyDelta, ...delta },
});

const attribute: Attribute = {
  name: 'value',
  type: 'string',
  multiValued: false,
  description: 'The id of the member.',
  required: false,
  caseExact: true,
  mutability: 'immutable',
  returned: 'default',
  uniqueness: 'none',
};

/** Any filter over members: only its presence matters here. */
const anyMember: BoundFilter = { kind: 'present', path: { extension: undefined, attribute, sub: undefined } };

const reindex = (id: string, key: string): Change => ({
  kind: 'reindex',
  type: 'User',
  id,
  expected: 1,
  entries: [name(key)],
});

const remove = (id: string): Change => ({ kind: 'remove', type: 'User', id, at, expected: undefined });

const log: Change = {
  kind: 'event',
  event: { type: 'user.created', resourceType: 'User', resourceId: 'u1', at, data: {} },
};

const batch = (changes: readonly Change[], tenant = 't1'): Batch => ({ tenant: tenant as TenantId, changes });

const cases: readonly {
  readonly what: string;
  readonly batches: readonly Batch[];
  readonly sizes: readonly number[];
}[] = [
  { what: 'nothing', batches: [], sizes: [] },
  { what: 'a batch of events only', batches: [batch([log])], sizes: [] },
  {
    what: 'creations of different names',
    batches: [batch([create('u1', 'a')]), batch([create('u2', 'b')])],
    sizes: [2],
  },
  {
    what: 'creations of one name, which the index decides',
    batches: [batch([create('u1', 'a')]), batch([create('u2', 'a')])],
    sizes: [2],
  },
  {
    what: 'two changes of one resource',
    batches: [batch([rename('u1', 'a', 'b')]), batch([remove('u1')])],
    sizes: [1, 1],
  },
  {
    what: 'the same id in two tenants',
    batches: [batch([remove('u1')]), batch([remove('u1')], 't2')],
    sizes: [2],
  },
  {
    what: 'a name that is freed and taken',
    batches: [batch([rename('u1', 'a', 'b')]), batch([create('u2', 'a')])],
    sizes: [1, 1],
  },
  {
    what: 'a name that is taken and freed',
    batches: [batch([create('u2', 'a')]), batch([rename('u1', 'a', 'b')])],
    sizes: [1, 1],
  },
  {
    what: 'a name that is freed and taken, but need not be unique',
    batches: [batch([rename('u1', 'a', 'b')]), batch([create('u2', 'a', false)])],
    sizes: [2],
  },
  {
    what: 'reindexes of one batch',
    batches: [batch([reindex('u1', 'a'), reindex('u2', 'a')])],
    sizes: [2],
  },
  {
    what: 'reindexes of one resource',
    batches: [batch([reindex('u1', 'a'), reindex('u1', 'b')])],
    sizes: [1, 1],
  },
  {
    what: 'a reindex together with other changes of its batch',
    batches: [batch([reindex('u1', 'a'), reindex('u2', 'b'), create('u3', 'c')])],
    sizes: [1, 1, 1],
  },
  {
    what: 'a reindex between creations',
    batches: [batch([create('u1', 'a')]), batch([reindex('u2', 'b')]), batch([create('u3', 'c')])],
    sizes: [1, 1, 1],
  },
  {
    what: 'additions to one group',
    batches: [batch([members('g1', { add: ['u1'] })]), batch([members('g1', { add: ['u1', 'u2'] })])],
    sizes: [2],
  },
  {
    what: 'removals from one group',
    batches: [batch([members('g1', { remove: ['u1'] })]), batch([members('g1', { remove: ['u1'] })])],
    sizes: [2],
  },
  {
    what: 'an addition and a removal',
    batches: [batch([members('g1', { add: ['u1'] })]), batch([members('g1', { remove: ['u1'] })])],
    sizes: [1, 1],
  },
  {
    what: 'two additions, one of them with an expected version',
    batches: [batch([members('g1', { add: ['u1'] })]), batch([members('g1', { add: ['u2'] }, 1)])],
    sizes: [1, 1],
  },
  {
    what: 'an addition and a replacement',
    batches: [batch([members('g1', { add: ['u1'] })]), batch([members('g1', { clear: true })])],
    sizes: [1, 1],
  },
  {
    what: 'two removals, one of them with a filter',
    batches: [batch([members('g1', { remove: ['u1'] })]), batch([members('g1', { where: anyMember })])],
    sizes: [1, 1],
  },
  {
    what: 'two additions, one of them before a removal by a filter',
    batches: [
      batch([members('g1', { add: ['u1'], next: { ...emptyDelta, where: anyMember } })]),
      batch([members('g1', { add: ['u1'] })]),
    ],
    sizes: [1, 1],
  },
  {
    what: 'two changes that add and remove',
    batches: [
      batch([members('g1', { add: ['u1'], remove: ['u2'] })]),
      batch([members('g1', { add: ['u2'], remove: ['u1'] })]),
    ],
    sizes: [1, 1],
  },
  {
    what: 'changes of two groups',
    batches: [batch([members('g1', { clear: true })]), batch([members('g2', { clear: true })])],
    sizes: [2],
  },
  {
    what: 'a batch of two changes between others',
    batches: [
      batch([create('u1', 'a')]),
      batch([create('u2', 'b'), log, create('u3', 'c')]),
      batch([create('u4', 'd')]),
    ],
    sizes: [1, 1, 1, 1],
  },
  {
    what: 'one change with its events',
    batches: [batch([log, create('u1', 'a'), log]), batch([create('u2', 'b'), log])],
    sizes: [2],
  },
];

describe('planRounds', () => {
  it.each(cases)('sorts $what into rounds of $sizes', ({ batches, sizes }) => {
    const rounds = planRounds(batches);
    expect(rounds.map((steps) => steps.length)).toEqual(sizes);
    const asked = batches.flatMap(({ changes }) => changes.filter(({ kind }) => kind !== 'event'));
    expect(rounds.flat().map(({ change }) => change)).toEqual(asked);
  });
});
