import { StoreFault, StoreUnavailable } from '@scimwright/store';
import { dbError } from '../db-error.ts';
import type { Dialect } from '../dialect/dialect.ts';

/** The database that is moved, or the one that it is moved to. */
export type MoveSide = 'source' | 'target';

/**
 * Why a database was not moved. The target is then as it was before.
 *
 * @example
 * throw new MoveRefusal('target', new StoreFault('NOT_EMPTY', undefined));
 */
export class MoveRefusal extends Error {
  override readonly name = 'MoveRefusal';
  /** The database that it is about. */
  readonly side: MoveSide;
  /**
   * What a store would throw, or one of these codes: SAME_DATABASE, NOT_EMPTY, OLDER_TABLES, NEWER_TABLES, NO_TABLES, OTHER_HOST,
   * OTHER_SESSIONS, OTHER_COLUMNS, OTHER_VALUE, DIFFERENT_ROWS, STOPPED, COMMIT_UNKNOWN, SHARED_SESSIONS. Its constraint names the sessions, the table
   * or the column.
   */
  readonly reason: StoreFault | StoreUnavailable;

  constructor(side: MoveSide, reason: StoreFault | StoreUnavailable) {
    super(`The ${side} refused: ${reason.message}`);
    this.side = side;
    this.reason = reason;
  }
}

/** Runs work on one of the databases and says, where it fails, which one it was. */
export async function onSide<Result>(
  side: MoveSide,
  dialect: Dialect,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MoveRefusal) throw error;
    const reason = dbError(error, dialect);
    const isRefusal = reason instanceof StoreFault || reason instanceof StoreUnavailable;
    throw new MoveRefusal(side, isRefusal ? reason : new StoreFault(reason.name, undefined));
  }
}
