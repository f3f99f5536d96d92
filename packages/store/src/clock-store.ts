/** The latest time that the hosts of a database have been at. What ended before it, such as a token, has ended for good. */
export interface ClockMark {
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
  /** How often an administrator set it back; whoever knows another number knows a mark that is no longer so. */
  readonly setBacks: number;
}

/** Where the mark of the clock is kept, one for all hosts of a database. */
export interface ClockStore {
  /** Undefined until a host has written one. */
  read(): Promise<ClockMark | undefined>;
  /**
   * Moves the mark forward to `at`; never back, and not at all when it was set back since `setBacks` was read.
   *
   * @returns the mark as it is now
   */
  raise(mark: ClockMark): Promise<ClockMark>;
  /**
   * Moves the mark back to `at`.
   *
   * @returns the mark as it was; undefined when there is none or it is not later, and nothing is changed then
   */
  setBack(at: string): Promise<ClockMark | undefined>;
}
