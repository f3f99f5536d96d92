import { describeFault, type Logger } from '@scimwright/server';
import type { Store } from '@scimwright/store';

const RETENTION_MS = 30 * 86_400_000;
const EVERY_MS = 3_600_000;

/**
 * Deletes log entries older than thirty days, and events that were delivered or skipped so long ago; now and every hour.
 *
 * @returns what ends it
 *
 * @example
 * const stop = pruneOld(store, () => new Date(), logger);
 */
export function pruneOld(
  { log, outbox }: Pick<Store, 'log' | 'outbox'>,
  clock: () => Date,
  logger: Logger,
): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const pruneOnce = async (what: string, from: { prune(before: string): Promise<number> }): Promise<void> => {
    try {
      const deleted = await from.prune(new Date(clock().getTime() - RETENTION_MS).toISOString());
      if (deleted > 0) logger.info({ deleted }, `old ${what} were deleted`);
    } catch (error) {
      logger.warn(describeFault(error), `old ${what} were not deleted`);
    }
  };
  const prune = (): void => {
    running = pruneOnce('log entries', log).then(() => pruneOnce('events', outbox));
  };
  prune();
  const timer = setInterval(prune, EVERY_MS).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
