import { setTimeout } from 'node:timers/promises';
import { StoreUnavailable } from '@scimwright/store';

/** Writes of this server take turns, so only another host's come in between; so many in a row are a fault. */
const MOST_ATTEMPTS = 20;

/** By how much the longest wait before another attempt grows each time, in milliseconds: about what a write takes. */
const WAIT_STEP = 5;

/**
 * Makes attempts at a write until one has a result; undefined says that another write came in between.
 *
 * @throws StoreUnavailable when others were always faster
 *
 * @example
 * await inAttempts(async () => 'written'); // 'written'
 */
export async function inAttempts<Result>(attempt: () => Promise<Result | undefined>): Promise<Result> {
  for (let made = 1; made <= MOST_ATTEMPTS; made += 1) {
    const result = await attempt();
    if (result !== undefined) return result;
    // Of random length, so that hosts which write the same resource do not keep meeting.
    await setTimeout(Math.random() * WAIT_STEP * made);
  }
  throw new StoreUnavailable('WRITE_CONFLICT');
}
