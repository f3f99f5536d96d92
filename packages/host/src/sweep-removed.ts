import type { Logger } from '@scimwright/server';
import { describeFault } from '@scimwright/server/internal';
import type { Store } from '@scimwright/store';
import { repeat } from './repeat.ts';

const EVERY_MS = 10_000;

/** The part of a store that sweeping needs. */
type Sweeping = Pick<Store, 'sweep' | 'scrub'>;

/**
 * Deletes the data of removed groups and tenants, portion by portion, and removes it from the database files.
 *
 * @param between - is awaited after each portion
 * @param isStopped - whether to stop early
 * @returns the number of rows that were deleted
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
 * Sweeps now and every ten seconds.
 *
 * @returns a function that stops it
 */
export function sweepRemoved(store: Sweeping, clock: () => Date, logger: Logger): () => Promise<void> {
  let isClosed = false;
  const sweepOnce = async (): Promise<void> => {
    try {
      const deleted = await sweepAll(store, clock, { isStopped: () => isClosed });
      if (deleted > 0) logger.info({ deleted }, 'data of removed tenants and groups was deleted');
    } catch (error) {
      logger.warn(
        describeFault(error),
        'data of removed tenants and groups could not be deleted: trying again later',
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
