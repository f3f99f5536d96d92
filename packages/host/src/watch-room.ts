import type { Logger } from '@scimwright/server';
import { describeFault, diskFullWarning } from '@scimwright/server/internal';
import type { Store } from '@scimwright/store';
import { repeat } from './repeat.ts';

/** The part of a store that the watch needs. */
type Room = Pick<Store, 'diskFull' | 'probe'>;

/**
 * While writes fail because the disk is full, checks every `everyMs` whether there is space again. It logs the beginning and
 * the end.
 *
 * @returns a function that stops it
 */
export function watchRoom(store: Room, everyMs: number, logger: Logger): () => Promise<void> {
  let isSaid = false;
  const look = async (): Promise<void> => {
    const code = store.diskFull();
    if (code === undefined) return;
    if (!isSaid) logger.error({ code }, diskFullWarning(code));
    isSaid = true;
    try {
      await store.probe();
    } catch (error) {
      logger.debug(describeFault(error), 'there is still no space on the disk of the database');
      return;
    }
    isSaid = false;
    logger.info({}, 'there is space on the disk of the database again');
  };
  return repeat(everyMs, look).stop;
}
