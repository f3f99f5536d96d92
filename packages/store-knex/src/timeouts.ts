/** How long a host waits for its database, in milliseconds, before it counts as unavailable. */
export interface Timeouts {
  /** For a new connection. */
  readonly connect: number;
  /** For a free connection, including the time to make a new one. */
  readonly acquire: number;
  /** For a lock that another transaction holds: on a row, or with SQLite on the whole file. */
  readonly lock: number;
  /** For a statement that the server runs. */
  readonly statement: number;
  /** For a search that no index answers; then it is stopped. */
  readonly search: number;
  /** For the turn of such a search, while other searches run. */
  readonly searchTurn: number;
  /** For any answer; then the connection counts as lost. Set it longer than `statement`. */
  readonly answer: number;
  /** For an idle transaction, such as that of a frozen host; then the server ends it. */
  readonly idle: number;
}

/** In sum less than clients wait for an answer. */
export const defaultTimeouts: Timeouts = {
  connect: 5_000,
  acquire: 7_000,
  lock: 2_000,
  statement: 10_000,
  search: 5_000,
  searchTurn: 20_000,
  answer: 12_000,
  idle: 10_000,
};
