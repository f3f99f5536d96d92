import type { Logger } from '@scimwright/server';
import { describeFault } from '@scimwright/server/internal';
import type { Store } from '@scimwright/store';
import { repeat } from './repeat.ts';

const EVERY_MS = 10_000;

/** What sweeping needs of a store. */
type Sweeping = Pick<Store, 'sweep' | 'scrub'>;

/**
 * Deletes, portion after portion, what removed groups and tenants left behind, and takes it out of the files of the
 * database.
 *
 * @param between - is waited for after each portion
 * @param isStopped - whether it is to end before all is done
 * @returns how many rows were deleted
 *
 * @example
 * await sweepAll(store, () => new Date());
 */
export async function sweepAll(
  store: Sweeping,
  clock: () => Date,
  {
    between = async () => undefined,
    isStopped = () => false,
  }: { readonly between?: () => Promise<unknown>; readonly isStopped?: () => boolean } = {},
): Promise<number> {
  let rows = 0;
  while (!isStopped()) {
    const deleted = await store.sweep(clock().toISOString());
    if (deleted === undefined) break;
    rows += deleted;
    await between();
  }
  if (rows > 0) await store.scrub();
  return rows;
}

/**
 * Sweeps now and every ten seconds; what an earlier host did not come to is first.
 *
 * @returns what ends it
 *
 * @example
 * const stop = sweepRemoved(store, () => new Date(), logger);
 */
export function sweepRemoved(store: Sweeping, clock: () => Date, logger: Logger): () => Promise<void> {
  let isClosed = false;
  const sweepOnce = async (): Promise<void> => {
    try {
      const deleted = await sweepAll(store, clock, { isStopped: () => isClosed });
      if (deleted > 0) logger.info({ deleted }, 'what removed tenants and groups left was deleted');
    } catch (error) {
      logger.warn(
        describeFault(error),
        'what removed tenants and groups left was not deleted: it is tried again',
      );
    }
  };
  const { run, stop } = repeat(EVERY_MS, sweepOnce);
  run();
  return () => {
    isClosed = true;
    return stop();
  };
}
