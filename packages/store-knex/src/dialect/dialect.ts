import type { Knex } from 'knex';
import type { Fragment } from '../fragment.ts';
import type { Binding, RunSql, Scalar } from '../run-sql.ts';
import type { DocumentSql } from './document-sql.ts';
import type { MoveSql } from './move-sql.ts';
import type { Sending, Trips } from './sent.ts';

/**
 * The kind of a failure: `retry` passes when the transaction runs again, `blocked` when another transaction releases a lock, `full` when
 * the disk has room, `unavailable` when the database can be used again; a `fault` is about the statement itself.
 */
export type FailureKind = 'retry' | 'blocked' | 'full' | 'unavailable' | 'fault';

/** A failure by the database's own code and its constraint, never by its message. */
export interface Failure {
  readonly kind: FailureKind;
  readonly code: string;
  readonly constraint: string | undefined;
  /**
   * Whether the connection is lost or must not be used again, or there was none. If that happens during a commit, the commit may have
   * been made.
   */
  readonly isConnectionLost: boolean;
}

/** The column types that an engine cannot infer from a bound value. */
export type ColumnType = 'text' | 'integer' | 'boolean' | 'document';

/** The columns of rows that a statement is given, by name. */
export type Columns = Readonly<Record<string, ColumnType>>;

/** Rows as a part of a statement. */
export interface ValueRows {
  /** A `select` of the rows, whose text is the same for any number of them, so that it stays prepared. */
  readonly sql: string;
  readonly bindings: readonly Binding[];
  /**
   * A condition to add beside a comparison with these rows, on the table columns that match their first columns. It makes an index
   * usable even without statistics of the table.
   */
  narrow(columns: readonly string[]): Fragment;
}

/**
 * The purpose of a row lock: the row must stay, will be changed or will be removed; `take` skips rows that another transaction has
 * locked.
 */
export type RowLock = 'stay' | 'change' | 'remove' | 'take';

/** A file that grows with each commit until it starts over, which needs a moment in which nobody reads it. */
interface WriteAheadLog {
  /** Its size in bytes. */
  size(): Promise<number>;
  /** Sets how long `empty` waits for such a moment. */
  readonly beBrief: string;
  /** Makes it empty. */
  readonly empty: string;
  /** Sets what `beBrief` changed back. */
  readonly beAsBefore: string;
}

/** All differences between the database engines. */
export interface Dialect {
  /** The pool of the writer: exactly one connection. */
  readonly writer: Knex.Config;
  /** The pool of the readers. */
  readonly reader: Knex.Config;
  /** The pool for searches that no index answers. */
  readonly searcher: Knex.Config;
  /** How many of these searches run at a time, and how many of one tenant. */
  readonly searches: { readonly places: number; readonly perTenant: number };
  /** A connection for migrations, without timeouts. */
  readonly migrator: Knex.Config;
  /** A connection that reads a database in order to move it, without timeouts; it changes no setting of the database. */
  readonly mover: Knex.Config;
  /**
   * Creates what the first connection needs, such as a file; nothing when the database must exist.
   *
   * @throws StoreFault NO_TABLES when the database must exist and does not
   */
  prepare(options?: { readonly mustExist: boolean }): Promise<void>;
  /**
   * Checks that each connection keeps its session.
   *
   * @throws StoreFault SHARED_SESSIONS when a pooler gives every transaction another one
   */
  expectSession(migrating: Knex): Promise<void>;
  /**
   * Checks that the open file is still the one at its path.
   *
   * @throws StoreUnavailable when it is not, because every write would be lost
   */
  verify(): Promise<void>;
  /** The statement that removes deleted data from the files, between two transactions; undefined if there is none. */
  readonly scrub: string | undefined;
  /** The log that a host must keep short; undefined for a database that does so by itself. */
  readonly writeAheadLog: WriteAheadLog | undefined;
  /** The statement that rewrites the files, outside of a transaction; undefined for a database that does so by itself. */
  readonly vacuum: string | undefined;
  /** The size of the files in bytes; undefined when they are on another machine. */
  size(): Promise<number | undefined>;
  /** Begins a transaction that will write. */
  readonly begin: string;
  /** Whether only one transaction writes at a time, so that no row needs a lock. */
  readonly hasOneWriter: boolean;
  /** The type of a text column that is compared and ordered by code point. */
  readonly orderedText: string;
  /** The statement that shortens the lock timeout of a transaction; undefined with one writer. */
  readonly shortLockTimeout: string | undefined;
  /** The end of a `select` that locks its rows until the transaction ends; empty with one writer. */
  lock(why: RowLock): string;
  /** Rows as a part of a statement, no more than one statement holds. */
  valueRows(columns: Columns, rows: readonly (readonly Scalar[])[]): ValueRows;
  /** The end of a comparison with the few values of a `select`, so that an index is used even without statistics. */
  inSubquery(select: string): string;
  /**
   * A join at the end of a `from`, which looks up each row before it in an index of the table, even without statistics.
   */
  joinEach(table: string, alias: string, on: string): string;
  /**
   * Selects one row with one text `json`: the rows of a `select`, in their order, as an array of arrays. Many small rows arrive sooner so.
   */
  asJson(select: string, columns: readonly string[]): string;
  /** The text of one member of the JSON object in a column; null if it has none. */
  textIn(column: string, name: string): Fragment;
  /** The SQL for search documents. */
  readonly documents: DocumentSql;
  /** The SQL for moving a database. */
  readonly move: MoveSql;
  /** Runs one statement on the driver's own connection, without knex, and returns its rows. */
  run(connection: unknown, sql: string, bindings: readonly Binding[]): Promise<readonly unknown[]>;
  /**
   * Runs statements of one transaction in order, in as few trips to the database as possible.
   *
   * @returns the rows of each read
   * @throws Unexpected when a statement changes another number of rows than it says
   */
  runTogether(connection: unknown, sending: Sending, trips: Trips): Promise<readonly (readonly unknown[])[]>;
  /** The failure behind a driver's error; undefined for any other error. */
  explain(error: unknown): Failure | undefined;
  /** Cancels the statement that runs on a connection, if any. `run` uses another connection. */
  stop(connection: unknown, run: RunSql): void;
  /** Makes sure that a late cancellation does not hit the next statement of a connection. */
  stopped(connection: unknown): void;
  /** Makes sure that a failed connection is not used again. */
  discard(connection: unknown): void;
}
