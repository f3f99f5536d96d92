const FIRST_MS = 1_000;
const MAX_MS = 300_000;

/**
 * How long to wait after a failed attempt, in milliseconds: at most 1 s after the first, and twice as long after each further
 * one, up to five minutes. A random part of up to half is taken off, so that events that failed together spread out.
 *
 * @param random - from 0 up to 1, like `Math.random`
 *
 * @example
 * backOff(1, () => 1); // 1000
 * backOff(3, () => 0); // 2000
 * backOff(99, () => 1); // 300000
 */
export function backOff(attempt: number, random: () => number): number {
  const max = Math.min(FIRST_MS * 2 ** (attempt - 1), MAX_MS);
  return Math.round(max * (0.5 + random() / 2));
}
