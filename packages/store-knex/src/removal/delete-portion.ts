import type { RunSql, Scalar } from '../run-sql.ts';

/** Rows of a table that are to be deleted, in the order of an index. */
export interface RowRange {
  readonly table: string;
  /** The columns that an index begins with, and what they hold in these rows. */
  readonly of: Readonly<Record<string, Scalar>>;
  /** The columns that come next in that index; together with `of` they name one row. */
  readonly by: readonly string[];
}

/**
 * Deletes the first rows of some, as many as told at most. It looks for the last of them first, so that what is deleted is a
 * range of one index: a planner that knows little of the table cannot choose to read all of it.
 *
 * @returns how many were deleted
 *
 * @example
 * await deletePortion(run, { table: 'members', of: { tenant_id: 't1', group_id: 'g1' }, by: ['member_id'] }, 1_000);
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
