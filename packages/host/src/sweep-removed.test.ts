import { silentLogger } from '@scimwright/server';
import { expect, it } from 'vitest';
import { sweepAll, sweepRemoved } from './sweep-removed.ts';

const clock = (): Date => new Date('2026-01-31T12:00:00.000Z');

/** A database with this number of portions left. */
function leftIn(portions: number) {
  const asked: string[] = [];
  let left = portions;
  return {
    asked,
    sweep: async (now: string) => {
      asked.push(now);
      left -= 1;
      return left >= 0 ? 1_000 : undefined;
    },
    scrub: async () => asked.push('scrub') > 0,
  };
}

it('removed data is deleted portion by portion, and then leaves the database files', async () => {
  const store = leftIn(2);
  const between: number[] = [];
  expect(await sweepAll(store, clock, { between: async () => between.push(store.asked.length) })).toBe(2_000);
  const now = clock().toISOString();
  expect([store.asked, between]).toEqual([
    [now, now, now, 'scrub'],
    [1, 2],
  ]);
});

it('without removed data the database files are not touched', async () => {
  const store = leftIn(0);
  expect(await sweepAll(store, clock)).toBe(0);
  expect(store.asked).toEqual([clock().toISOString()]);
});

it('a stopping host ends after the current portion', async () => {
  const store = leftIn(1_000);
  const stop = sweepRemoved(store, clock, silentLogger);
  await stop();
  expect(store.asked.filter((one) => one !== 'scrub')).toHaveLength(1);
});

it('an unavailable database is tried again later', async () => {
  const warned: unknown[] = [];
  const logger = { ...silentLogger, warn: (_fields: object, said: string) => void warned.push(said) };
  const store = {
    sweep: async () => {
      throw new Error('away');
    },
    scrub: async () => true,
  };
  const stop = sweepRemoved(store, clock, logger);
  await expect.poll(() => warned).toEqual([expect.stringContaining('trying again later')]);
  await stop();
});
