import type { Worker } from './world.fixture.ts';

const CONTENDED = 4;
const CONTENTION = 0.25;

/** A name that only this worker uses, or sometimes one of a few that all workers use, in any letter case. */
export function chooseName(worker: Worker): string {
  const { number, random, fresh } = worker;
  if (!random.chance(CONTENTION)) return `Worker-${number}-${fresh()}`;
  const name = `contended-${random.below(CONTENDED)}`;
  return random.chance(0.5) ? name : name.toUpperCase();
}
