import { memoryStore, type Change, type TenantId } from '@scimwright/store';
import { silentLogger } from '@scimwright/server';
import { describe, expect, it } from 'vitest';
import { eventOf } from './events/deliver.fixture.ts';
import { pruneOld } from './prune-old.ts';

const tenant = 't1' as TenantId;
/** Stores an event of the first day. */
const waiting: Change = {
  kind: 'event',
  event: {
    type: 'user.created',
    resourceType: 'User',
    resourceId: 'waiting',
    at: '2026-01-01T00:00:00.000Z',
    data: {},
  },
};
const day = (days: number): Date => new Date(Date.parse('2026-01-01T00:00:00.000Z') + days * 86_400_000);

describe('records with a retention', () => {
  it.each([
    [30, 2],
    [31, 1],
  ])('after %d days there are %d events, and the undelivered one is among them', async (days, left) => {
    const store = memoryStore();
    await store.resources.commit(tenant, [eventOf('delivered'), eventOf('pending')]);
    const now = day(0).toISOString();
    const claim = { owner: 'one', now, leaseUntil: day(1).toISOString(), limit: 1 };
    const { events } = await store.outbox.claim(claim);
    const outcomes = events.map(({ seq }) => ({ kind: 'delivered', seq }) as const);
    await store.outbox.acknowledge({ owner: 'one', now, outcomes });

    const stop = pruneOld(store, { logDays: 30, eventDays: 30 }, () => day(days), silentLogger, false);
    await stop();
    const kept = await store.outbox.read({ tenant, after: 0, limit: 10 });
    expect(kept).toHaveLength(left);
    expect(kept.at(-1)?.resourceId).toBe('pending');
  });

  it('have separate retentions for the log and for events, and leave the database files', async () => {
    const asked: string[] = [];
    const store = {
      log: { ...memoryStore().log, prune: async (before: string) => asked.push(`log ${before}`) },
      outbox: { ...memoryStore().outbox, prune: async (before: string) => asked.push(`events ${before}`) },
      listeners: {
        ...memoryStore().listeners,
        pruneUnheard: async (before: string) => asked.push(`unheard ${before}`),
      },
      scrub: async () => asked.push('scrub') > 0,
    };
    await pruneOld(store, { logDays: 7, eventDays: 2 }, () => day(10), silentLogger, false)();
    expect(asked).toEqual([
      'log 2026-01-04T00:00:00.000Z',
      'events 2026-01-09T00:00:00.000Z',
      'unheard 2026-01-09T00:00:00.000Z',
      'scrub',
    ]);
  });

  it.each([
    { fate: 'is deleted if no host listens', listens: [false, false], left: [] },
    { fate: 'stays if another host listened', listens: [true, false], left: ['waiting'] },
    { fate: 'stays if this host begins to listen', listens: [false, true], left: ['waiting'] },
  ])('after 31 days a waiting event $fate', async ({ listens, left }) => {
    const store = memoryStore();
    const [first = false, second = false] = listens;
    const pruneAt = (days: number, isListening: boolean): Promise<void> =>
      pruneOld(store, { logDays: 30, eventDays: 30 }, () => day(days), silentLogger, isListening)();
    await pruneAt(0, false);
    await store.resources.commit(tenant, [waiting]);
    await pruneAt(5, first);
    await pruneAt(31, second);
    const kept = await store.outbox.read({ tenant, after: 0, limit: 10 });
    expect(kept.map(({ resourceId }) => resourceId)).toEqual(left);
  });

  it('waiting events are kept for the retention after a host first recorded whether it listens', async () => {
    const store = memoryStore();
    await store.resources.commit(tenant, [waiting]);
    const counts: number[] = [];
    for (const days of [90, 119, 121]) {
      await pruneOld(store, { logDays: 30, eventDays: 30 }, () => day(days), silentLogger, false)();
      counts.push((await store.outbox.read({ tenant, after: 0, limit: 10 })).length);
    }
    expect(counts).toEqual([1, 1, 0]);
  });
});
