import type { Knex } from 'knex';

/**
 * What kind of failure a database reports: one that passes when the same transaction runs again at once, one that keeps
 * the database away for now, or one that is about the statement itself.
 */
export type FailureKind = 'retry' | 'unavailable' | 'fault';

/** What is known of a failure: the database's own code and the constraint, never a message. */
export interface Failure {
  readonly kind: FailureKind;
  readonly code: string;
  readonly constraint: string | undefined;
}

/** Everything in which one database engine differs from another. */
export interface Dialect {
  /** Connections for the one writer: a pool of exactly one. */
  readonly writer: Knex.Config;
  /** Connections for readers. */
  readonly reader: Knex.Config;
  /** Makes what must be there before the first connection, such as a directory. */
  prepare(): Promise<void>;
  /** Starts a transaction that is going to write. */
  readonly begin: string;
  /** The column type of text that is compared and ordered by code point. */
  readonly orderedText: string;
  /** Ends a `select` whose rows must not change before the transaction ends; may be empty. */
  readonly lockRows: string;
  /** The rows in what the driver answers to a raw statement. */
  rows(response: unknown): readonly unknown[];
  /** What a driver's error means; undefined when it is none of this driver's. */
  explain(error: unknown): Failure | undefined;
}
