/** What the hosts of a database have recorded about themselves. Times are UTC, ISO 8601 with milliseconds. */
export interface ListenerRecord {
  /** When the first host recorded itself; undefined before that. */
  readonly since: string | undefined;
  /** When a host with an event handler last recorded itself; undefined when none has. */
  readonly last: string | undefined;
}

/**
 * Whether any host handles the events of a database. Several hosts may share it, so each records itself at its start and every hour.
 */
export interface ListenerStore {
  /** Records that a host ran at that time, and whether it has an event handler. An earlier time changes nothing. */
  recordHost(at: string, isListening: boolean): Promise<void>;
  read(): Promise<ListenerRecord>;
  /**
   * Deletes pending events older than that time in every tenant, in portions; but only if hosts have recorded themselves since before
   * that time, and none with an event handler since.
   *
   * @returns how many events were deleted
   */
  pruneUnheard(before: string): Promise<number>;
}

/**
 * Whether a handler may still want events older than that time: a host has listened since, or that is not known.
 *
 * @example
 * mayBeHeard({ since: '2026-01-01T00:00:00.000Z', last: undefined }, '2026-02-01T00:00:00.000Z'); // false
 */
export function mayBeHeard({ since, last }: ListenerRecord, before: string): boolean {
  return since === undefined || since >= before || (last !== undefined && last >= before);
}
