import { openParseContext } from '@scimwright/core';
import { bindFilter, parseFilter, toPredicate, type BoundFilter } from '@scimwright/core/filter';
import { emptyDelta } from '@scimwright/core/patch';
import { attribute, defaultGroupMapping, defineProfile } from '@scimwright/core/profile';
import { groupSchema } from '@scimwright/core/schema';
import type { Change, Store, TenantId } from '@scimwright/store';
import { engines, type TestDatabase } from '@scimwright/test-databases';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../open-store.ts';
import { storageRuns, storageTime } from '../storage-runs.fixture.ts';

const groupType = defineProfile({
  name: 'Group',
  endpoint: '/Groups',
  schema: groupSchema,
  extensions: [],
  rows: [attribute('members', 'reference')],
  sources: defaultGroupMapping,
  matchedBy: 'displayName',
  membership: 'members',
}).type;

const AT = '2026-01-31T12:00:00.000Z';
const IDS = ['u1', 'U1', 'a%_\\', 'ΣΊΣΥΦΟΣ', '\u{1F600}', 'g1'] as const;
const TYPES = ['User', 'Group', 'Device'] as const;
const OPERANDS = [...IDS, 'u', '%', '_', '', 'user', 'GROUP', 'd'] as const;

/** The members of a group with their types; a member without a resource has no type. */
const anyMembers = fc.uniqueArray(
  fc.tuple(fc.constantFrom(...IDS), fc.option(fc.constantFrom(...TYPES), { nil: undefined })),
  { selector: ([id]) => id, maxLength: IDS.length },
);

const condition = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('value', 'type', '$ref'),
      fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'),
      fc.constantFrom(...OPERANDS),
    )
    .map(([name, op, operand]) => `${name} ${op} ${JSON.stringify(operand)}`),
  fc.constantFrom('type pr', 'value pr', '$ref pr', 'type eq null', 'value ne null'),
);
const { filter: anyFilter } = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    condition,
    fc
      .tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter'))
      .map(([left, op, right]) => `(${left} ${op} ${right})`),
    tie('filter').map((operand) => `not (${operand})`),
  ),
}));

function bound(filter: string): BoundFilter {
  const context = openParseContext();
  const whole = bindFilter(parseFilter(`members[${filter}]`, context), groupType, context);
  if (whole.kind !== 'some') throw new TypeError('A value path is bound as one.');
  return whole.where;
}

const create = (type: string, id: string, members: readonly string[] = []): Change => ({
  kind: 'create',
  type,
  id,
  at: AT,
  body: '{}',
  entries: [],
  members,
});

describe.each(engines)('a removal by a filter on $name', { timeout: storageTime }, ({ open }) => {
  let database: TestDatabase;
  let store: Store;
  let tenants = 0;
  beforeAll(async () => {
    database = await open();
    store = await openStore(database);
  });
  afterAll(async () => {
    await store.close();
    await database.close();
  });

  it('removes the members that the predicate matches', async () => {
    await fc.assert(
      fc.asyncProperty(anyMembers, anyFilter, async (members, filter) => {
        tenants += 1;
        const tenant = `t${tenants}` as TenantId;
        await store.resources.commit(tenant, [
          ...members.flatMap(([id, type]) => (type === undefined ? [] : [create(type, id)])),
          create(
            'Group',
            'the group',
            members.map(([id]) => id),
          ),
        ]);
        const where = bound(filter);
        const outcome = await store.resources.commit(tenant, [
          {
            kind: 'members',
            type: 'Group',
            id: 'the group',
            at: AT,
            expected: undefined,
            members: { ...emptyDelta, where },
          },
        ]);
        const matches = toPredicate(where);
        const matched = members
          .filter(([value, type]) => matches({ value, ...(type !== undefined && { type }) }))
          .map(([id]) => id);
        const removed = outcome.kind === 'done' ? outcome.results[0]?.removed : undefined;
        expect(removed?.toSorted()).toEqual(matched.toSorted());
      }),
      storageRuns(100),
    );
  });
});
