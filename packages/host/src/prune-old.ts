import type { Logger } from '@scimwright/server';
import { describeFault } from '@scimwright/server/internal';
import type { Store } from '@scimwright/store';
import { repeat } from './repeat.ts';

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;

/** For how many days it is kept what happened. */
export interface Retention {
  /** Entries of the provisioning log. */
  readonly logDays: number;
  /** Events, from when they were delivered or skipped. */
  readonly eventDays: number;
}

/**
 * Deletes log entries that are too old, events that were delivered or skipped too long ago, and events as old that nobody
 * listens to, and takes them out of the files of the database; now and every hour. Before, it notes in the database whether
 * this host listens.
 *
 * @param isListening - whether this host has a handler for events
 * @returns what ends it
 *
 * @example
 * const stop = pruneOld(store, { logDays: 30, eventDays: 30 }, () => new Date(), logger, false);
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
    await pruneOnce('events that nobody listens to', eventDays, async (before) => {
      // First, so that this host's own events stay; where it cannot be noted, nothing is deleted.
      await store.listeners.recordHost(clock().toISOString(), isListening);
      return store.listeners.pruneUnheard(before);
    });
    await store.scrub().catch((error: unknown) => {
      logger.warn(describeFault(error), 'what was deleted may still be in the files of the database');
    });
  };
  const { run, stop } = repeat(EVERY_MS, pruneAll);
  run();
  return stop;
}
