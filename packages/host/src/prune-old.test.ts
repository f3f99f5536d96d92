import { memoryStore, type TenantId } from '@scimwright/store';
import { silentLogger } from '@scimwright/server';
import { describe, expect, it } from 'vitest';
import { eventOf } from './events/deliver.fixture.ts';
import { pruneOld } from './prune-old.ts';

const tenant = 't1' as TenantId;
const day = (days: number): Date => new Date(Date.parse('2026-01-01T00:00:00.000Z') + days * 86_400_000);

describe('what is kept for so many days', () => {
  it.each([
    [30, 2],
    [31, 1],
  ])('after %d days there are %d events, that which was never delivered among them', async (days, left) => {
    const store = memoryStore();
    await store.resources.commit(tenant, [eventOf('delivered'), eventOf('pending')]);
    const now = day(0).toISOString();
    const claim = { owner: 'one', now, leaseUntil: day(1).toISOString(), limit: 1 };
    const { events } = await store.outbox.claim(claim);
    const outcomes = events.map(({ seq }) => ({ kind: 'delivered', seq }) as const);
    await store.outbox.settle({ owner: 'one', now, outcomes });

    const stop = pruneOld(store, { logDays: 30, eventDays: 30 }, () => day(days), silentLogger);
    await stop();
    const kept = await store.outbox.read({ tenant, after: 0, limit: 10 });
    expect(kept).toHaveLength(left);
    expect(kept.at(-1)?.resourceId).toBe('pending');
  });

  it('has a retention of its own for the log and for events, and leaves the files of the database', async () => {
    const asked: string[] = [];
    const store = {
      log: { ...memoryStore().log, prune: async (before: string) => asked.push(`log ${before}`) },
      outbox: { ...memoryStore().outbox, prune: async (before: string) => asked.push(`events ${before}`) },
      scrub: async () => void asked.push('scrub'),
    };
    await pruneOld(store, { logDays: 7, eventDays: 2 }, () => day(10), silentLogger)();
    expect(asked).toEqual(['log 2026-01-04T00:00:00.000Z', 'events 2026-01-09T00:00:00.000Z', 'scrub']);
  });
});
