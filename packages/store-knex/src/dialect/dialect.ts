import type { Knex } from 'knex';
import type { Fragment } from '../fragment.ts';
import type { Binding, RunSql, Scalar } from '../run-sql.ts';
import type { DocumentSql } from './document-sql.ts';

/**
 * What kind of failure a database reports: one that passes when the same transaction runs again at once, one that
 * passes when somebody lets go of a row, one that passes when there is room on the disk, one that keeps the database away for
 * now, or one that is about the statement itself.
 */
export type FailureKind = 'retry' | 'blocked' | 'full' | 'unavailable' | 'fault';

/** What is known of a failure: the database's own code and the constraint, never a message. */
export interface Failure {
  readonly kind: FailureKind;
  readonly code: string;
  readonly constraint: string | undefined;
  /**
   * Whether the connection went with it, or is not to be used again, or none could be had. If it happened while
   * committing, nobody knows whether the commit was made.
   */
  readonly isConnectionLost: boolean;
}

/** The types of columns that an engine cannot guess from a bound value. */
export type ColumnType = 'text' | 'integer' | 'boolean' | 'document';

/** Rows that are part of a statement. */
export interface ValueRows {
  /** What yields them: `values (?, ?), (?, ?)`, or whatever the engine is better served with. */
  readonly sql: string;
  readonly bindings: readonly Binding[];
  /**
   * A condition that stands beside a comparison with these rows, on columns of a table that are compared with the first
   * ones of theirs: it lets an index find them, however little is known of the table.
   */
  narrow(columns: readonly string[]): Fragment;
}

/**
 * Why rows are locked: they must not be removed, they are going to be changed, they are going to be removed, or whoever
 * comes first takes them and nobody waits.
 */
export type RowLock = 'stay' | 'change' | 'remove' | 'take';

/** Everything in which one database engine differs from another. */
export interface Dialect {
  /** Connections for the one writer: a pool of exactly one. */
  readonly writer: Knex.Config;
  /** Connections for readers. */
  readonly reader: Knex.Config;
  /** Connections for searches that no index answers. */
  readonly searcher: Knex.Config;
  /** How many of these searches are under way at a time, and of one tenant. */
  readonly searches: { readonly places: number; readonly perTenant: number };
  /** A connection for migrations, which may take as long as they need. */
  readonly migrator: Knex.Config;
  /**
   * Makes what must be there before the first connection, such as a file. When the database must exist, it makes nothing.
   *
   * @throws StoreFault NO_TABLES when the database must exist and does not
   */
  prepare(options?: { readonly mustExist: boolean }): Promise<void>;
  /**
   * Looks whether what is written now would be found again.
   *
   * @throws StoreUnavailable when it would not
   */
  verify(): Promise<void>;
  /** Takes what was deleted out of the files, between two transactions; undefined where nothing can be asked. */
  readonly scrub: string | undefined;
  /** Writes the files anew, outside of a transaction; undefined where the database sees to that by itself. */
  readonly vacuum: string | undefined;
  /** The size of the files, in bytes; undefined where they are not at hand. */
  size(): Promise<number | undefined>;
  /** Starts a transaction that is going to write. */
  readonly begin: string;
  /** Whether who writes is alone while it does, so that no row needs a lock. */
  readonly hasOneWriter: boolean;
  /** The column type of text that is compared and ordered by code point. */
  readonly orderedText: string;
  /** From here to its end, a transaction waits for others a moment only; undefined where one writer is alone. */
  readonly shortLockTimeout: string | undefined;
  /** Ends a `select` whose rows are to be locked until the transaction ends; empty where one writer is alone. */
  lock(why: RowLock): string;
  /** Writes rows as part of a statement; there are not more of them than one statement holds. */
  valueRows(types: readonly ColumnType[], rows: readonly (readonly Scalar[])[]): ValueRows;
  /** Ends a comparison with a few values that a `select` yields, so that an index finds them however little is known. */
  inSubquery(select: string): string;
  /**
   * Ends a `from` with the rows of a table that belong to what stands before it, found for each by an index, however
   * little is known of the tables.
   */
  joinEach(table: string, alias: string, on: string): string;
  /** The text under a name of the JSON object that a column of text holds; null where there is none. */
  textIn(column: string, name: string): Fragment;
  /** How search documents are kept and looked into. */
  readonly documents: DocumentSql;
  /** What the driver is told about a statement besides its text and values. */
  optionsOf(sql: string): Readonly<Record<string, string>>;
  /** The rows in what the driver answers to a raw statement. */
  rows(response: unknown): readonly unknown[];
  /** What a driver's error means; undefined when it is none of this driver's. */
  explain(error: unknown): Failure | undefined;
  /** Orders the statement under way on a connection to end; without one, nothing happens. `run` is on another connection. */
  stop(connection: unknown, run: RunSql): void;
  /** Sees to it that an order to stop meets no later statement of a connection. */
  stopped(connection: unknown): void;
  /** Sees to it that a connection which failed is not used again. */
  discard(connection: unknown): void;
}
