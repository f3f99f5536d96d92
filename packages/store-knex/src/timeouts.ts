/** How long a host waits for its database, in milliseconds, before it says that the database is away. */
export interface Timeouts {
  /** For a new connection to be made. */
  readonly connect: number;
  /** For a connection to become free, new ones included. */
  readonly acquire: number;
  /** For others to let go of what a statement needs: a row, or with SQLite the whole file. */
  readonly lock: number;
  /** For a statement to be done by a server that is there. */
  readonly statement: number;
  /** For a search that no index answers to be done: it is stopped then. */
  readonly search: number;
  /** For the turn of such a search, while others of its tenant or of others are under way. */
  readonly searchTurn: number;
  /** For any answer at all; after this a connection counts as lost. Longer than a server that is there takes. */
  readonly answer: number;
  /** How long the server lets a transaction stand in which nothing happens, such as that of a host that was frozen. */
  readonly idle: number;
}

/** Together still less than clients wait for an answer. */
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
