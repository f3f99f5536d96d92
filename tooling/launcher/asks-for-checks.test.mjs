// @ts-check
import { expect, it } from 'vitest';
import { asksForChecks } from './asks-for-checks.mjs';

const rows = [
  { args: [], asks: true },
  { args: ['--changed'], asks: true },
  { args: ['--changed', 'origin/main'], asks: true },
  { args: ['--changed=origin/main'], asks: true },
  { args: ['packages/core'], asks: false },
  { args: ['packages/core', '-t', 'is not --changed'], asks: false },
];

it.each(rows)('a run with $args has the checks: $asks', ({ args, asks }) => {
  expect(asksForChecks(args)).toBe(asks);
});
