/** The latest time that any host of the database has reached. A token that expired before it stays expired. */
export interface ClockMark {
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
  /** How often an administrator set it back. A host that knows another number holds an outdated mark. */
  readonly setBacks: number;
}

/** Stores the clock mark, one for all hosts of a database. */
export interface ClockStore {
  /** Undefined before the first host has written one. */
  read(): Promise<ClockMark | undefined>;
  /**
   * Moves the mark forward to `at`, never back, and not when it was set back after `setBacks` was read.
   *
   * @returns the current mark
   */
  raise(mark: ClockMark): Promise<ClockMark>;
  /**
   * Moves the mark back to `at`.
   *
   * @returns the mark before; undefined when there is none or it is not later, and then nothing changes
   */
  setBack(at: string): Promise<ClockMark | undefined>;
}
