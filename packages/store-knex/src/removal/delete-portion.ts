import type { RunSql, Scalar } from '../run-sql.ts';

/** A range of rows to delete, in the order of an index. */
export interface RowRange {
  readonly table: string;
  /** The first columns of the index, with their values in these rows. */
  readonly of: Readonly<Record<string, Scalar>>;
  /** The next columns of the index; together with `of` they identify a row. */
  readonly by: readonly string[];
}

/**
 * Deletes the first rows of a range, at most `max`. It finds the last of them first, so that the delete is a range of one index: a
 * planner without statistics cannot choose to read the whole table.
 *
 * @returns how many were deleted
 */
export async function deletePortion(run: RunSql, { table, of, by }: RowRange, max: number): Promise<number> {
  const where = Object.keys(of)
    .map((column) => `${column} = ?`)
    .join(' and ');
  const own = Object.values(of);
  const columns = by.join(', ');
  const [last] = await run<Readonly<Record<string, Scalar>>>(
    `select ${columns} from ${table} where ${where} order by ${columns} limit 1 offset ?`,
    [...own, max - 1],
  );
  const upTo = last === undefined ? [] : by.map((column) => last[column] ?? null);
  const range = last === undefined ? '' : ` and (${columns}) <= (${by.map(() => '?').join(', ')})`;
  const deleted = await run(`delete from ${table} where ${where}${range} returning ${by[0]}`, [
    ...own,
    ...upTo,
  ]);
  return deleted.length;
}
