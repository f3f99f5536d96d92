import { silentLogger } from '@scimwright/server';
import { expect, it } from 'vitest';
import { sweepAll, sweepRemoved } from './sweep-removed.ts';

const clock = (): Date => new Date('2026-01-31T12:00:00.000Z');

/** A database with so many portions left. */
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

it('what was removed goes portion by portion, and then out of the files of the database', async () => {
  const store = leftIn(2);
  const between: number[] = [];
  expect(await sweepAll(store, clock, { between: async () => between.push(store.asked.length) })).toBe(2_000);
  const now = clock().toISOString();
  expect([store.asked, between]).toEqual([
    [now, now, now, 'scrub'],
    [1, 2],
  ]);
});

it('where nothing is left the files are not troubled', async () => {
  const store = leftIn(0);
  expect(await sweepAll(store, clock)).toBe(0);
  expect(store.asked).toEqual([clock().toISOString()]);
});

it('a host that stops ends after the portion under way', async () => {
  const store = leftIn(1_000);
  const stop = sweepRemoved(store, clock, silentLogger);
  await stop();
  expect(store.asked.filter((one) => one !== 'scrub')).toHaveLength(1);
});

it('a database that is away is met once more, later', async () => {
  const warned: unknown[] = [];
  const logger = { ...silentLogger, warn: (_fields: object, said: string) => void warned.push(said) };
  const store = {
    sweep: async () => {
      throw new Error('away');
    },
    scrub: async () => true,
  };
  const stop = sweepRemoved(store, clock, logger);
  await expect.poll(() => warned).toEqual([expect.stringContaining('tried again')]);
  await stop();
});
