/** Codes of a commit that may have been made: the connection was lost before the answer, or no answer came. */
const MAY_BE_DONE: ReadonlySet<string> = new Set(['COMMIT_UNKNOWN', 'COMMIT_UNANSWERED']);

/**
 * The database is unreachable, locked or full: a fault that passes. The server answers 503, never 404 or 400.
 *
 * @example
 * throw new StoreUnavailable('SQLITE_BUSY');
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  /** The database's own code. */
  readonly code: string;
  /** Whether the commit may have been made: the database became unreachable before it answered. */
  readonly mayBeDone: boolean;

  constructor(code: string) {
    super(`The database cannot be used now (${code}).`);
    this.code = code;
    this.mayBeDone = MAY_BE_DONE.has(code);
  }
}

/**
 * A fault of the database that does not pass by itself. It keeps only the code and the constraint: the messages of knex and of drivers
 * contain whole statements with their values.
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

/** Why a search was stopped: it took too long, or its client has gone. */
export type StopReason = 'too long' | 'client gone';

/**
 * A search was stopped before it was done.
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
 * The store refused the work before it began: too much of the tenant waits already, or the work waited too long.
 *
 * @example
 * throw new StoreBusy();
 */
export class StoreBusy extends Error {
  override readonly name = 'StoreBusy';

  constructor() {
    super('The store has too much work waiting for this tenant.');
  }
}
