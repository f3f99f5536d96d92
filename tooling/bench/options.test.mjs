// @ts-check
import { expect, it } from 'vitest';
import { Refusal } from '../launcher/run-program.mjs';
import { estimateSeconds, inWords } from './estimate.mjs';
import { readOptions } from './options.mjs';

it.each([
  { args: ['--rounds', '0'], says: '--rounds 0: write a whole number of at least 1.' },
  { args: ['--users', '1e3'], says: '--users 1e3: write a whole number' },
  { args: ['--largest', '5'], says: 'at least 10' },
  { args: ['--servers', 'promap'], says: '--servers has no promap: choose among template, promapp,' },
  { args: ['--phases', 'initial,,paging'], says: '--phases has no empty name' },
  { args: ['--only', 'rounds,all'], says: '--only has no all: choose among rounds, micro,' },
  { args: ['--quick', '--rounds', '3'], says: '--rounds has no meaning with --quick.' },
  { args: ['--against', 'main'], says: '--against needs --quick.' },
  { args: ['--fast'], says: "Unknown option '--fast'" },
  { args: ['now'], says: "Unexpected argument 'now'" },
])('$args is refused in words', ({ args, says }) => {
  expect(() => readOptions(args)).toThrow(Refusal);
  expect(() => readOptions(args)).toThrow(says);
});

it.each([
  {
    args: [],
    expected: { quick: false, rounds: 5, inFlight: 8, tenants: 40, largest: 1_000_000, json: false },
  },
  { args: ['--servers', 'floor,template'], expected: { servers: ['template', 'floor'] } },
  { args: ['--phases', 'disable,initial'], expected: { phases: ['initial', 'disable'] } },
  { args: ['--only', 'growth'], expected: { parts: ['growth'] } },
  { args: ['--quick', '--against', 'v1'], expected: { quick: true, against: 'v1' } },
  {
    args: ['--users', '30'],
    expected: { counts: { users: 30, groups: 4, members: 30, batch: 20, pageSize: 100, walks: 5 } },
  },
])('$args is read', ({ args, expected }) => {
  expect(readOptions(args)).toMatchObject(expected);
});

it('a whole run ends within 25 minutes by its own estimate', () => {
  const options = readOptions([]);
  if (options === 'help') throw new Error('These are no options.');
  expect(estimateSeconds(options) / 60).toBeLessThan(25);
});

it.each([
  { seconds: 2, words: '5 seconds' },
  { seconds: 23, words: '25 seconds' },
  { seconds: 70, words: 'a minute' },
  { seconds: 1_210, words: '20 minutes' },
])('$seconds s are $words', ({ seconds, words }) => {
  expect(inWords(seconds)).toBe(words);
});
