/** What is known of the hosts of a database. Times are UTC, ISO 8601 with milliseconds. */
export interface Listening {
  /** Since when hosts have noted whether they listen; undefined when none has yet. */
  readonly since: string | undefined;
  /** When a host with a handler for events was last there; undefined when none has been since then. */
  readonly last: string | undefined;
}

/**
 * Who listens to the events of a database. Several hosts may share it and one of them listen, so that no host knows it by
 * itself: each notes it, at its start and every hour.
 */
export interface ListenerStore {
  /** Notes that a host was there at that time, and whether it has a handler for events. An earlier time changes nothing. */
  noteHost(at: string, isListening: boolean): Promise<void>;
  read(): Promise<Listening>;
  /**
   * Deletes, in every tenant, what is pending and older than that time, but only where hosts have noted whether they
   * listen since before it, and none of them has listened since. It goes in portions.
   *
   * @returns how many events
   */
  pruneUnheard(before: string): Promise<number>;
}

/**
 * Whether somebody may still want what is older than that time: a host has listened since, or nobody knows.
 *
 * @example
 * mayBeHeard({ since: '2026-01-01T00:00:00.000Z', last: undefined }, '2026-02-01T00:00:00.000Z'); // false
 */
export function mayBeHeard({ since, last }: Listening, before: string): boolean {
  return since === undefined || since >= before || (last !== undefined && last >= before);
}
