import type { Logger } from '@scimwright/server';
import { describeFault } from '@scimwright/server';
import type { ProvisioningLog } from '@scimwright/store';

const RETENTION_MS = 30 * 86_400_000;
const EVERY_MS = 3_600_000;

/**
 * Deletes log entries older than thirty days, now and every hour.
 *
 * @returns what ends it
 *
 * @example
 * const stop = pruneLog(store.log, () => new Date(), logger);
 */
export function pruneLog(log: ProvisioningLog, clock: () => Date, logger: Logger): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const pruneOnce = async (): Promise<void> => {
    try {
      const entries = await log.prune(new Date(clock().getTime() - RETENTION_MS).toISOString());
      if (entries > 0) logger.info({ entries }, 'old log entries were deleted');
    } catch (error) {
      logger.warn(describeFault(error), 'old log entries were not deleted');
    }
  };
  const prune = (): void => {
    running = pruneOnce();
  };
  prune();
  const timer = setInterval(prune, EVERY_MS).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
