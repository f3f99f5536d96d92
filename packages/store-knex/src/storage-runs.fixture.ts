import type { Parameters } from 'fast-check';

/** The runs of each property; 0 stands for the default. Each run of the tests tries other cases. */
const RUNS = Number(process.env['STORAGE_RUNS'] ?? 0);
const SEED = process.env['STORAGE_SEED'];

/** The runs of one property: `STORAGE_RUNS`, otherwise `share`. The seed is `STORAGE_SEED`, otherwise random. */
export function storageRuns<T>(share: number): Parameters<T> {
  return { numRuns: RUNS || share, ...(SEED !== undefined && { seed: Number(SEED) }) };
}

/** The timeout of a test; a long run has a day. */
export const storageTime = RUNS === 0 ? 30_000 : 24 * 3_600_000;
