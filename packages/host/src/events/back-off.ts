const FIRST_MS = 1_000;
const MOST_MS = 300_000;

/**
 * How long to wait after an attempt that failed, in milliseconds: at most 1 s after the first, twice as long with each
 * further one up to five minutes, and by chance down to half of it, so that what failed together does not come together.
 *
 * @param random - from 0 up to 1, as `Math.random` gives
 *
 * @example
 * backOff(1, () => 1); // 1000
 * backOff(3, () => 0); // 2000
 * backOff(99, () => 1); // 300000
 */
export function backOff(attempt: number, random: () => number): number {
  const most = Math.min(FIRST_MS * 2 ** (attempt - 1), MOST_MS);
  return Math.round(most * (0.5 + random() / 2));
}
