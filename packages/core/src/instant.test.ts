import { expect, it } from 'vitest';
import { instantOf } from './instant.ts';

const NOON = Date.UTC(2026, 0, 31, 12);

it.each([
  ['2026-01-31T12:00:00Z', NOON, 'in UTC'],
  ['2026-01-31T13:00:00+01:00', NOON, 'in another zone'],
  ['2026-01-31T12:00:00', NOON, 'without a zone, wherever the machine stands'],
  ['2026-01-31T12:00:00.25Z', NOON + 250, 'with a part of a second'],
  ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29), 'on a leap day'],
])('%s is an instant, %s: %s', (text, expected) => {
  expect(instantOf(text)).toBe(expected);
});

it.each([
  ['2026-01-31', 'a date alone'],
  ['12:00:00Z', 'a time alone'],
  ['2026-02-30T12:00:00Z', 'a day that its month does not have'],
  ['2025-02-29T12:00:00Z', 'a leap day of another year'],
  ['2026-13-01T12:00:00Z', 'a thirteenth month'],
  ['2026-01-31T12:60:00Z', 'a sixtieth minute'],
  ['2026-01-31 12:00:00Z', 'no T between the two'],
  ['next monday', 'words'],
])('%s is none: %s', (text) => {
  expect(instantOf(text)).toBeUndefined();
});
