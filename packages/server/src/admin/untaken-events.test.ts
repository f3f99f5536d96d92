import { memoryStore, type Change } from '@scimwright/store';
import { expect, it } from 'vitest';
import { flow } from '../serve.fixture.ts';
import type { AdminDeps } from './admin-deps.ts';
import { tenantHealth } from './tenant-health.ts';
import { createTenant } from './tenants.ts';

const hour = (hours: number): Date => new Date(Date.UTC(2026, 0, 1, hours));
const waiting: Change = {
  kind: 'event',
  event: {
    type: 'user.deleted',
    resourceType: 'User',
    resourceId: 'u1',
    at: hour(0).toISOString(),
    data: {},
  },
};

it.each([
  { title: 'says nothing if no host ever had a handler', listened: undefined, now: 100, words: [] },
  { title: 'says nothing while the wait is short', listened: 20, now: 20, words: [] },
  {
    title: 'says since when an event waits for the handler of a product',
    listened: 30,
    now: 30,
    words: [
      '1 event waits for the product, the oldest since 2026-01-01T00:00:00.000Z. They stay until it has taken them.',
    ],
  },
  {
    title: 'says since when no host has a handler any more',
    listened: 1,
    now: 30,
    words: [expect.stringContaining('no host has had a handler for events since 2026-01-01T01:00:00.000Z')],
  },
])('health $title', async ({ listened, now, words }) => {
  const store = memoryStore();
  const deps: AdminDeps = {
    connectors: [flow],
    store,
    clock: () => hour(now),
    ids: () => crypto.randomUUID(),
  };
  const tenant = await createTenant(deps, {
    connector: 'flow',
    name: 'contoso',
    entitlements: ['flow-api'],
  });
  await store.resources.commit(tenant.id, [waiting]);
  await store.listeners.recordHost(hour(listened ?? 0).toISOString(), listened !== undefined);
  const health = await tenantHealth(deps, tenant);
  expect(health).toMatchObject({ pendingEvents: 1, oldestPendingEvent: hour(0).toISOString() });
  expect(health.lastListener).toBe(listened === undefined ? undefined : hour(listened).toISOString());
  expect(health.warnings.filter((warning) => warning.includes('for the product'))).toEqual(words);
});
