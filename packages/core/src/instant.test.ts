import { expect, it } from 'vitest';
import { instantOf } from './instant.ts';

const NOON = Date.UTC(2026, 0, 31, 12);

it.each([
  ['2026-01-31T12:00:00Z', NOON, 'in UTC'],
  ['2026-01-31T13:00:00+01:00', NOON, 'in another zone'],
  ['2026-01-31T12:00:00', NOON, 'without a zone, in any zone of the machine'],
  ['2026-01-31T12:00:00.25Z', NOON + 250, 'with a part of a second'],
  ['2026-01-31T02:00:00+14:00', Date.UTC(2026, 0, 30, 12), 'in the easternmost zone'],
  ['2026-01-30T24:00:00Z', Date.UTC(2026, 0, 31), 'at midnight, as the end of a day'],
  ['12026-01-31T12:00:00Z', Date.UTC(12_026, 0, 31, 12), 'in a year of five digits'],
  ['-0001-01-31T12:00:00Z', Date.parse('-000001-01-31T12:00:00Z'), 'before the first year'],
  ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29), 'on a leap day'],
])('%s is an instant, %s: %s', (text, expected) => {
  expect(instantOf(text)).toBe(expected);
});

it.each([
  ['2026-01-31', 'only a date'],
  ['12:00:00Z', 'only a time'],
  ['2026-02-30T12:00:00Z', 'a day that its month does not have'],
  ['2025-02-29T12:00:00Z', 'a leap day of another year'],
  ['2026-13-01T12:00:00Z', 'a thirteenth month'],
  ['2026-01-31T12:60:00Z', 'a sixtieth minute'],
  ['2026-01-31 12:00:00Z', 'no T between the two'],
  ['2026-01-31T24:00:01Z', 'a second after the end of a day'],
  ['2026-01-31T12:00:00+14:30', 'a zone that does not exist'],
  ['2026-01-31T12:00:00+0100', 'a zone without its colon'],
  ['2026-01-31T12:00Z', 'no seconds'],
  ['2026-01-31t12:00:00z', 'small letters'],
  ['2026-1-31T12:00:00Z', 'a month of one digit'],
  ['02026-01-31T12:00:00Z', 'a year with a superfluous zero'],
  ['+012026-01-31T12:00:00Z', 'a year with a plus'],
  ['9999999-01-31T12:00:00Z', 'a year beyond the range of Date'],
  ['0000-01-31T12:00:00Z', 'the year zero, which did not exist'],
  ['March 7', 'a day that only some programming languages parse'],
  ['Nov 28 2026 10:00', 'a time in the zone of the machine'],
  ['next monday', 'words'],
])('%s is not an instant: %s', (text) => {
  expect(instantOf(text)).toBeUndefined();
});
