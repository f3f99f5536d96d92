import type { Parameters } from 'fast-check';

/** The runs of each property. By default, all properties together take about twenty seconds on a small machine. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 0);
const SEED = process.env['FUZZ_SEED'];

/** The runs of one property: `FUZZ_RUNS`, otherwise `share`. The seed is `FUZZ_SEED`, otherwise random. */
export function fuzzRuns<T>(share: number): Parameters<T> {
  return { numRuns: RUNS || share, ...(SEED !== undefined && { seed: Number(SEED) }) };
}

/** The timeout of a test; a long run has a day. */
export const fuzzTime = RUNS === 0 ? 60_000 : 24 * 3_600_000;
