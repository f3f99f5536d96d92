import { describe, expect, it } from 'vitest';
import { backOff } from './back-off.ts';

describe('the wait after a failure', () => {
  it.each([
    [1, 500, 1_000],
    [2, 1_000, 2_000],
    [9, 128_000, 256_000],
    [10, 150_000, 300_000],
    [5_000, 150_000, 300_000],
  ])('after attempt %d is between %d and %d ms', (attempt, least, most) => {
    expect(backOff(attempt, () => 0)).toBe(least);
    expect(backOff(attempt, () => 1)).toBe(most);
    expect(backOff(attempt, () => 0.5)).toBe((least + most) / 2);
  });
});
