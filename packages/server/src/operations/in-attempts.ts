import { setTimeout } from 'node:timers/promises';
import { StoreUnavailable } from '@scimwright/store';

/** Writes of this server run one after the other, so only other hosts get in between. So many conflicts are a fault. */
const MAX_ATTEMPTS = 20;

/** How much longer the wait before each attempt may be, in milliseconds: about the time of a write. */
const WAIT_STEP = 5;

/**
 * Repeats a write until it has a result. An attempt returns undefined when another write came in between.
 *
 * @throws StoreUnavailable when other writes came in between every time
 */
export async function inAttempts<Result>(attempt: () => Promise<Result | undefined>): Promise<Result> {
  for (let made = 1; made <= MAX_ATTEMPTS; made += 1) {
    const result = await attempt();
    if (result !== undefined) return result;
    // A random wait, so that hosts which write the same resource do not keep colliding.
    await setTimeout(Math.random() * WAIT_STEP * made);
  }
  throw new StoreUnavailable('WRITE_CONFLICT');
}
