// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { schedule, sendWhenDue } from './open-loop.mjs';

describe('a schedule', () => {
  it('spreads the clients over the interval, and each keeps its rate', () => {
    expect(schedule({ clients: 2, perSecond: 10, seconds: 0.2 })).toEqual([
      { client: 0, at: 0, due: 0 },
      { client: 1, at: 0, due: 50 },
      { client: 0, at: 1, due: 100 },
      { client: 1, at: 1, due: 150 },
    ]);
  });

  it.each([
    { clients: 40, perSecond: 25, seconds: 60, count: 60_000 },
    { clients: 1, perSecond: 1, seconds: 1, count: 1 },
  ])(
    'of $clients clients with $perSecond requests a second for $seconds s has $count',
    ({ count, ...rate }) => {
      const requests = schedule(rate);
      expect(requests).toHaveLength(count);
      expect(requests.every(({ due }, at) => at === 0 || due >= (requests[at - 1]?.due ?? 0))).toBe(true);
    },
  );
});

describe('sending when due', () => {
  it('does not wait for earlier answers', async () => {
    let underWay = 0;
    let most = 0;
    await sendWhenDue([{ due: 0 }, { due: 0 }, { due: 0 }], {
      async send() {
        underWay += 1;
        most = Math.max(most, underWay);
        await sleep(1);
        underWay -= 1;
      },
      note: () => undefined,
    });
    expect(most).toBe(3);
  });

  it('counts the latency of what could not be sent in time from when it was due', async () => {
    /** @type {number[]} */
    const latencies = [];
    await sendWhenDue([{ due: -5_000 }], {
      send: async () => undefined,
      note: (_request, latency) => latencies.push(latency),
    });
    expect(latencies[0]).toBeGreaterThanOrEqual(5_000);
  });

  it('gives up when more requests wait than a server can be excused for', async () => {
    const requests = Array.from({ length: 10 }, () => ({ due: 0 }));
    const sent = await sendWhenDue(requests, { send: () => sleep(1), note: () => undefined, mostWaiting: 3 });
    expect(sent).toBe(4);
  });

  it('fails with the first error and sends nothing more', async () => {
    let sent = 0;
    const run = sendWhenDue([{ due: 0 }, { due: 20 }, { due: 40 }], {
      async send() {
        sent += 1;
        throw new Error('wrong');
      },
      note: () => undefined,
    });
    await expect(run).rejects.toThrow('wrong');
    expect(sent).toBe(1);
  });
});
