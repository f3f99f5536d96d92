/** Codes of a commit that may have been made: the connection was lost before its answer came, or it never came. */
const MAY_BE_DONE: ReadonlySet<string> = new Set(['COMMIT_UNKNOWN', 'COMMIT_UNANSWERED']);

/**
 * The database is away, locked or full: a fault that passes. The server answers 503, never 404 or 400.
 *
 * @example
 * throw new StoreUnavailable('SQLITE_BUSY');
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  /** The database's own code. */
  readonly code: string;
  /** Whether it may have been done all the same: the database went away between the commit and its answer. */
  readonly mayBeDone: boolean;

  constructor(code: string) {
    super(`The database cannot be used now (${code}).`);
    this.code = code;
    this.mayBeDone = MAY_BE_DONE.has(code);
  }
}

/**
 * A fault of the database that does not pass by itself. It keeps the code and the constraint alone: the messages of
 * knex and of drivers carry whole statements with their values.
 *
 * @example
 * throw new StoreFault('SQLITE_CORRUPT', undefined);
 */
export class StoreFault extends Error {
  override readonly name = 'StoreFault';
  readonly code: string;
  readonly constraint: string | undefined;

  constructor(code: string, constraint: string | undefined) {
    super(`The database failed (${code}${constraint === undefined ? '' : `, ${constraint}`}).`);
    this.code = code;
    this.constraint = constraint;
  }
}

/** Why a search was stopped: it took as long as it may, or nobody waits for its answer any more. */
export type StopReason = 'too long' | 'client gone';

/**
 * A search was stopped before it had an answer.
 *
 * @example
 * throw new SearchStopped('too long');
 */
export class SearchStopped extends Error {
  override readonly name = 'SearchStopped';
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super(`The search was stopped (${reason}).`);
    this.reason = reason;
  }
}

/**
 * The store has so much to do for this tenant that it did not begin: too much waits already, or it waited for too long.
 *
 * @example
 * throw new StoreBusy();
 */
export class StoreBusy extends Error {
  override readonly name = 'StoreBusy';

  constructor() {
    super('Too much is asked of the store at once.');
  }
}
