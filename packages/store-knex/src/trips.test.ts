import { emptyDelta } from '@scimwright/core/patch';
import type { Change, TenantId } from '@scimwright/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { logEntry } from './log-entry.fixture.ts';
import { openTracedStore, type TracedStore } from './traced-store.fixture.ts';

const tenant = 't1' as TenantId;
const AT = '2026-01-31T12:00:00.000Z';

const entry = logEntry({
  at: AT,
  method: 'POST',
  operation: 'create',
  resourceId: 'ada',
  subject: 'ada',
  status: 201,
});

/** What each request of Entra stores beside its change. */
const records: readonly Change[] = [
  {
    kind: 'event',
    event: { type: 'user.updated', resourceType: 'User', resourceId: 'ada', at: AT, data: {} },
  },
  { kind: 'log', entry },
];

const ada = { type: 'User', id: 'ada', at: AT } as const;
const team = { type: 'Group', id: 'team', at: AT } as const;
const userName = (key: string) => ({ path: 'userName', key, unique: true });

const requests: readonly { readonly what: string; readonly change: Change; readonly trips: number }[] = [
  {
    what: 'creating a user',
    change: { kind: 'create', ...ada, body: '{}', entries: [userName('ada')], members: [] },
    trips: 1,
  },
  {
    what: 'renaming a user',
    change: {
      kind: 'update',
      ...ada,
      expected: 1,
      body: '{"a":1}',
      entries: { add: [userName('eve')], drop: [userName('ada')] },
      members: emptyDelta,
    },
    trips: 1,
  },
  {
    what: 'creating a group',
    change: { kind: 'create', ...team, body: '{}', entries: [], members: [] },
    trips: 1,
  },
  {
    what: 'adding a member',
    change: { kind: 'members', ...team, expected: undefined, members: { ...emptyDelta, add: ['eve'] } },
    trips: 1,
  },
  {
    what: 'removing a member',
    change: { kind: 'members', ...team, expected: undefined, members: { ...emptyDelta, remove: ['eve'] } },
    trips: 1,
  },
  { what: 'removing a user', change: { kind: 'remove', ...ada, expected: undefined }, trips: 1 },
];

let traced: TracedStore;
beforeAll(async () => {
  traced = await openTracedStore();
  // A shape that ends a transaction is one trip from the second time on.
  for (const { change } of requests) await traced.store.resources.commit(tenant, [change, ...records]);
  await traced.store.resources.commit(tenant, [{ kind: 'remove', ...team, expected: undefined }]);
});
afterAll(() => traced.close());

it.each(requests)('$what takes $trips trip(s) to the threads of SQLite', async ({ change, trips }) => {
  const changed = 'id' in change ? { ...change, id: `${change.id}-2` } : change;
  traced.trips.length = 0;
  const outcome = await traced.store.resources.commit(tenant, [changed, ...records]);
  expect(outcome.kind).toBe('done');
  expect(traced.trips).toHaveLength(trips);
});
