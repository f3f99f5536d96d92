// @ts-check

/**
 * The nearest-rank percentile of values in ascending order.
 *
 * @param {readonly number[]} sorted
 * @param {number} share between 0 and 1
 */
function percentile(sorted, share) {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = ascending(values);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

/** @typedef {{ count: number, p50: number, p95: number, p99: number, max: number }} Latency in milliseconds */

/**
 * @param {readonly number[]} values
 * @returns {Latency}
 */
export function latencyOf(values) {
  const sorted = ascending(values);
  return {
    count: sorted.length,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    max: percentile(sorted, 1),
  };
}

/** @typedef {{ median: number, low: number, high: number }} Spread */

/**
 * The median with the interval in which the true median is, with the given confidence at least. The interval assumes
 * nothing about the distribution: it is between two of the values. Few values give all of their range.
 *
 * @param {readonly number[]} values
 * @param {number} [confidence]
 * @returns {Spread}
 */
export function medianWithin(values, confidence = 0.99) {
  const sorted = ascending(values);
  // Leaving out `cut` values at each end is right when so few of all fall on one side of the median that seldom.
  let cut = 0;
  let exactly = 0.5 ** sorted.length;
  let atMost = exactly;
  while (cut + 1 < sorted.length / 2) {
    exactly *= (sorted.length - cut) / (cut + 1);
    atMost += exactly;
    if (atMost > (1 - confidence) / 2) break;
    cut += 1;
  }
  return {
    median: median(values),
    low: sorted[cut] ?? Number.NaN,
    high: sorted[sorted.length - 1 - cut] ?? Number.NaN,
  };
}

/**
 * How two servers compare over rounds: the median of what one makes of the other within each round, so that what
 * disturbs a whole round disturbs no ratio.
 *
 * @param {readonly (number | undefined)[]} values one for each round; a round without a value does not count
 * @param {readonly (number | undefined)[]} baseline of the same rounds
 * @returns {(Spread & { rounds: number }) | undefined}
 */
export function ratioOverRounds(values, baseline) {
  const ratios = values.flatMap((value, round) => {
    const base = baseline[round];
    return value === undefined || base === undefined || base === 0 ? [] : [value / base];
  });
  if (ratios.length === 0) return undefined;
  return {
    median: median(ratios),
    low: Math.min(...ratios),
    high: Math.max(...ratios),
    rounds: ratios.length,
  };
}

/** @param {readonly number[]} values */
function ascending(values) {
  return [...values].toSorted((a, b) => a - b);
}
