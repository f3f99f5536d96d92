import type { Dialect } from '../dialect/dialect.ts';
import type { RunSql } from '../run-sql.ts';
import type { Columns } from './columns.ts';
import type { MoveSide } from './move-refusal.ts';
import type { Table } from './tables.ts';

/** One of the two databases of a move, in its transaction. */
export interface Opened {
  readonly side: MoveSide;
  readonly dialect: Dialect;
  readonly run: RunSql;
  readonly columns: ReadonlyMap<string, Columns>;
}

/** The columns of a table. */
export function columnsIn({ columns }: Opened, { name }: Table): Columns {
  return columns.get(name) ?? new Map();
}

/** The last number that the counter of a table gave; 0 without a counter. */
export async function readCounter({ run, dialect }: Opened, { name, counter }: Table): Promise<number> {
  if (counter === undefined) return 0;
  const { sql, bindings } = dialect.move.counterOf(name, counter);
  const [row] = await run<{ readonly value: number | string }>(sql, bindings);
  return Number(row?.value ?? 0);
}
