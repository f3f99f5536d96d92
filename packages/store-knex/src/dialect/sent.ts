import type { Fragment } from '../fragment.ts';

/** A statement that is sent to the database together with others. */
export interface Sent extends Fragment {
  /** How many rows it has to change; undefined if that does not matter. */
  readonly changes?: number | undefined;
}

/** A `select` of rows as they are after the statements, in the same transaction. */
export interface LastRead extends Fragment {
  readonly columns: readonly string[];
}

/** Statements of one transaction that the database gets together, and what is read after them. */
export interface Sending {
  readonly statements: readonly Sent[];
  readonly reads: readonly LastRead[];
  readonly place: Place;
}

/**
 * Where statements stand in a transaction: they begin and end it themselves (`whole`), are the end of an open one (`last`), or are
 * followed by others (`open`).
 */
export type Place = 'whole' | 'last' | 'open';

/** Is told of trips to the database. */
export interface Trips {
  /** Called before each trip, with its statements. */
  readonly report: (sql: string) => void;
  /** Called before a trip that may commit and whose answer may be lost. */
  readonly committing: () => void;
}

/** A statement changed another number of rows than it had to. The transaction is rolled back. */
export class Unexpected extends Error {
  override readonly name = 'Unexpected';
}
