import type { Parameters } from 'fast-check';
import { expect } from 'vitest';

/** How often each comparison is made where nobody asks for more: together a few seconds of a small machine. */
const RUNS = Number(process.env['ORACLE_RUNS'] ?? 0);
const SEED = process.env['ORACLE_SEED'];

/** The runs of one comparison: `share` of them, or as many as `ORACLE_RUNS` says; from `ORACLE_SEED`, or from any seed. */
export function oracleRuns<T>(share: number): Parameters<T> {
  return { numRuns: RUNS || share, ...(SEED !== undefined && { seed: Number(SEED) }) };
}

/** A long run is as long as it takes. */
export const oracleTime = RUNS === 0 ? 60_000 : 24 * 3_600_000;

/** How much of what was asked had to be answered alike. */
export interface Compared {
  asked: number;
  held: number;
}

/** At least this share of what was asked was held against the library. */
export function expectShare(what: string, { asked, held }: Compared, least: number): void {
  if (RUNS > 0)
    process.stdout.write(`${what}: ${held} of ${asked} compared (${((100 * held) / asked).toFixed(1)} %)\n`);
  expect(held / asked, `${what}: ${held} of ${asked} compared`).toBeGreaterThan(least);
}
