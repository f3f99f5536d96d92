/** A value of a column. */
export type Scalar = string | number | boolean | null;

/** A value for a `?` of a statement; an array is one value of an array type. */
export type Binding = Scalar | readonly Scalar[];

/**
 * Runs one statement on some connection and returns its rows. `Row` says what the statement selects. Nothing checks it, so keep it
 * beside the statement.
 */
export type RunSql = <Row extends object>(
  sql: string,
  bindings: readonly Binding[],
) => Promise<readonly Row[]>;
