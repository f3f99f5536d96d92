import type { Parameters } from 'fast-check';
import { expect } from 'vitest';

/** The default number of comparisons, which takes a few seconds on a small machine. */
const RUNS = Number(process.env['ORACLE_RUNS'] ?? 0);
const SEED = process.env['ORACLE_SEED'];

/** The options of one comparison: `share` runs or those of `ORACLE_RUNS`; the seed of `ORACLE_SEED` or a random one. */
export function oracleRuns<T>(share: number): Parameters<T> {
  return { numRuns: RUNS || share, ...(SEED !== undefined && { seed: Number(SEED) }) };
}

/** A long run has no timeout. */
export const oracleTime = RUNS === 0 ? 60_000 : 24 * 3_600_000;

/** The numbers of requests, and of those whose answers were compared. */
export interface Compared {
  asked: number;
  held: number;
}

/** Checks that at least this share of the requests was compared. */
export function expectShare(what: string, { asked, held }: Compared, least: number): void {
  if (RUNS > 0)
    process.stdout.write(`${what}: ${held} of ${asked} compared (${((100 * held) / asked).toFixed(1)} %)\n`);
  expect(held / asked, `${what}: ${held} of ${asked} compared`).toBeGreaterThan(least);
}
