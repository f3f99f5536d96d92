import type { Fragment } from '../fragment.ts';

/** The SQL of an engine for moving a database. */
export interface MoveSql {
  /**
   * The statement that names the other sessions of the database, which may be hosts; undefined when one host holds the database at
   * most.
   */
  readonly sessions: string | undefined;
  /** Begins a transaction that changes nothing and in which nobody else changes these tables. */
  freeze(tables: readonly string[]): readonly string[];
  /** Makes the transaction that fills new tables read them by their keys, even without statistics. */
  readonly readByKey: readonly string[];
  /** Selects as `value` the last number that the counter of a column gave; 0 if it gave none. */
  counterOf(table: string, column: string): Fragment;
  /** Sets that counter. */
  setCounter(table: string, column: string, value: number): readonly Fragment[];
}
