import type { Parameters } from 'fast-check';

/** How often each property of what is stored is tried where nobody asks for more: each run of the tests draws other cases. */
const RUNS = Number(process.env['STORAGE_RUNS'] ?? 0);
const SEED = process.env['STORAGE_SEED'];

/** The runs of one property: `share` of them, or as many as `STORAGE_RUNS` says; from `STORAGE_SEED`, or from any seed. */
export function storageRuns<T>(share: number): Parameters<T> {
  return { numRuns: RUNS || share, ...(SEED !== undefined && { seed: Number(SEED) }) };
}

/** A long run is as long as it takes. */
export const storageTime = RUNS === 0 ? 30_000 : 24 * 3_600_000;
