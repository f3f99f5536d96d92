// @ts-check
import { describe, expect, it } from 'vitest';
import { latencyOf, median, medianWithin, ratioOverRounds } from './statistics.mjs';

/** @param {number} length */
const numbersTo = (length) => Array.from({ length }, (_, at) => at + 1);

describe('the median', () => {
  it.each([
    { values: [3], expected: 3 },
    { values: [9, 1, 5], expected: 5 },
    { values: [4, 1, 3, 2], expected: 2.5 },
    { values: [], expected: Number.NaN },
  ])('of $values is $expected', ({ values, expected }) => {
    expect(median(values)).toBe(expected);
  });
});

describe('the latency', () => {
  it.each([
    { of: 1, expected: { count: 1, p50: 1, p95: 1, p99: 1, max: 1 } },
    { of: 20, expected: { count: 20, p50: 10, p95: 19, p99: 20, max: 20 } },
    { of: 1000, expected: { count: 1000, p50: 500, p95: 950, p99: 990, max: 1000 } },
  ])('of the numbers to $of has the nearest ranks', ({ of, expected }) => {
    expect(latencyOf(numbersTo(of).toReversed())).toEqual(expected);
  });
});

describe('the interval of a median', () => {
  // The ranks are those of the tables of the sign test.
  it.each([
    { count: 3, confidence: 0.99, low: 1, high: 3, why: 'few values give all of their range' },
    { count: 8, confidence: 0.99, low: 1, high: 8, why: 'eight are just enough for their range' },
    { count: 12, confidence: 0.99, low: 2, high: 11, why: 'one may be left out at each end' },
    { count: 20, confidence: 0.95, low: 6, high: 15, why: 'five may be left out at each end' },
    { count: 30, confidence: 0.99, low: 8, high: 23, why: 'seven may be left out at each end' },
  ])('of $count values at $confidence is from $low to $high: $why', ({ count, confidence, low, high }) => {
    expect(medianWithin(numbersTo(count), confidence)).toMatchObject({ low, high });
  });
});

describe('the ratio of two servers', () => {
  it.each([
    {
      title: 'is the median of the ratios of the rounds, not the ratio of the medians',
      values: [10, 40, 90],
      baseline: [10, 20, 30],
      expected: { median: 2, low: 1, high: 3, rounds: 3 },
    },
    {
      title: 'leaves out the rounds in which one of the two has no value',
      values: [10, undefined, 90],
      baseline: [10, 20, undefined],
      expected: { median: 1, low: 1, high: 1, rounds: 1 },
    },
    {
      title: 'is nothing without a common round',
      values: [1, undefined],
      baseline: [undefined, 1],
      expected: undefined,
    },
  ])('$title', ({ values, baseline, expected }) => {
    expect(ratioOverRounds(values, baseline)).toEqual(expected);
  });
});
