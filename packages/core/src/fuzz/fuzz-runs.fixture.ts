import type { Parameters } from 'fast-check';

/** How often each property is tried by default: about twenty seconds in total on a small machine. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 0);
const SEED = process.env['FUZZ_SEED'];

/** The runs of one property: `share` of them, or as many as `FUZZ_RUNS` says; from `FUZZ_SEED`, or from any seed. */
export function fuzzRuns<T>(share: number): Parameters<T> {
  return { numRuns: RUNS || share, ...(SEED !== undefined && { seed: Number(SEED) }) };
}

/** A long run is as long as it takes. */
export const fuzzTime = RUNS === 0 ? 60_000 : 24 * 3_600_000;
