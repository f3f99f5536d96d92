import type { Logger } from '@scimwright/server';
import { describeFault, roomWarning } from '@scimwright/server/internal';
import type { Store } from '@scimwright/store';
import { repeat } from './repeat.ts';

/** What the watch needs of a store. */
type Room = Pick<Store, 'lackOfRoom' | 'probe'>;

/**
 * While writes fail for want of room on the disk, tries every `everyMs` whether there is room again. It says in the log when
 * that begins and when it is over.
 *
 * @returns what ends it
 *
 * @example
 * const stop = watchRoom(store, 5_000, logger);
 */
export function watchRoom(store: Room, everyMs: number, logger: Logger): () => Promise<void> {
  let isSaid = false;
  const look = async (): Promise<void> => {
    const code = store.lackOfRoom();
    if (code === undefined) return;
    if (!isSaid) logger.error({ code }, roomWarning(code));
    isSaid = true;
    try {
      await store.probe();
    } catch (error) {
      logger.debug(describeFault(error), 'there is no room yet');
      return;
    }
    isSaid = false;
    logger.info({}, 'there is room on the disk of the database again');
  };
  return repeat(everyMs, look).stop;
}
