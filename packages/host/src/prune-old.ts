import type { Logger } from '@scimwright/server';
import { describeFault } from '@scimwright/server/internal';
import type { Store } from '@scimwright/store';
import { repeat } from './repeat.ts';

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;

/** For how many days records are kept. */
export interface Retention {
  /** Entries of the provisioning log. */
  readonly logDays: number;
  /** Events, from when they were delivered or skipped. */
  readonly eventDays: number;
}

/**
 * Deletes old log entries, events that were delivered or skipped long ago, and old events without a listener, and removes
 * them from the database files, now and every hour. Before that it records in the database whether this host listens.
 *
 * @param isListening - whether this host has an event handler
 * @returns a function that stops it
 */
export function pruneOld(
  store: Pick<Store, 'log' | 'outbox' | 'listeners' | 'scrub'>,
  { logDays, eventDays }: Retention,
  clock: () => Date,
  logger: Logger,
  isListening: boolean,
): () => Promise<void> {
  const pruneOnce = async (
    what: string,
    days: number,
    prune: (before: string) => Promise<number>,
  ): Promise<void> => {
    try {
      const deleted = await prune(new Date(clock().getTime() - days * DAY_MS).toISOString());
      if (deleted > 0) logger.info({ deleted }, `old ${what} were deleted`);
    } catch (error) {
      logger.warn(describeFault(error), `old ${what} were not deleted`);
    }
  };
  const pruneAll = async (): Promise<void> => {
    await pruneOnce('log entries', logDays, (before) => store.log.prune(before));
    await pruneOnce('events', eventDays, (before) => store.outbox.prune(before));
    await pruneOnce('events without a listener', eventDays, async (before) => {
      // First, so that the events of this host stay. If this fails, nothing is deleted.
      await store.listeners.recordHost(clock().toISOString(), isListening);
      return store.listeners.pruneUnheard(before);
    });
    await store.scrub().catch((error: unknown) => {
      logger.warn(describeFault(error), 'deleted data may still be in the database files');
    });
  };
  const { run, stop } = repeat(EVERY_MS, pruneAll);
  run();
  return stop;
}
