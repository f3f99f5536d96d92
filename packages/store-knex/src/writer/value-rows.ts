import type { Binding } from '../run-sql.ts';

/** Rows that are part of a statement. */
export interface ValueRows {
  /** `(?, ?), (?, ?)` */
  readonly sql: string;
  readonly bindings: readonly Binding[];
}

/** The types of columns that an engine cannot guess from a bound value. */
export type ColumnType = 'text' | 'integer';

/** The most rows in one statement: with a dozen columns still below every engine's limit of bound values. */
const MOST_ROWS = 500;

/**
 * Writes rows as the rows of `values`, in portions that one statement can hold; none for no rows.
 *
 * @example
 * valueRows(['text', 'integer'], [['u1', 3]]); // [{ sql: '(?, cast(? as integer))', bindings: ['u1', 3] }]
 */
export function valueRows(
  types: readonly ColumnType[],
  rows: readonly (readonly Binding[])[],
): readonly ValueRows[] {
  const row = `(${types.map((type) => (type === 'integer' ? 'cast(? as integer)' : '?')).join(', ')})`;
  const portions: ValueRows[] = [];
  for (let at = 0; at < rows.length; at += MOST_ROWS) {
    const portion = rows.slice(at, at + MOST_ROWS);
    portions.push({ sql: portion.map(() => row).join(', '), bindings: portion.flat() });
  }
  return portions;
}
