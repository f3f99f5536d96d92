import type { Scalar } from '../run-sql.ts';
import { scalarOf } from './columns.ts';
import { onSide } from './move-refusal.ts';
import { columnsIn, type Opened } from './opened.ts';
import type { Table } from './tables.ts';

/** The values of a row, in the order of its columns. */
export type Row = readonly Scalar[];

/** How many rows are in memory at once: as many as one statement inserts. */
const PORTION = 500;

/** Reads a table in the order of its key, portion by portion; each but the last is full. */
export async function* readRows(opened: Opened, table: Table): AsyncGenerator<readonly Row[]> {
  let last: Row | undefined;
  for (;;) {
    const rows = await onSide(opened.side, opened.dialect, () => readPortion(opened, table, last));
    if (rows.length > 0) yield rows;
    if (rows.length < PORTION) return;
    last = rows.at(-1);
  }
}

async function readPortion(opened: Opened, table: Table, last: Row | undefined): Promise<readonly Row[]> {
  const { name, key } = table;
  const columns = columnsIn(opened, table);
  const places = [...columns.keys()];
  const [listed, order] = [places, key].map((names) => names.map((column) => `"${column}"`).join(', '));
  const after = last === undefined ? '' : `where (${order}) > (${key.map(() => '?').join(', ')})`;
  const found = await opened.run<Readonly<Record<string, unknown>>>(
    `select ${listed} from ${name} ${after} order by ${order} limit ${PORTION}`,
    last === undefined ? [] : key.map((column) => last[places.indexOf(column)] ?? null),
  );
  return found.map((row) =>
    Array.from(columns, ([column, type]) => scalarOf(row[column], type, `${name}.${column}`)),
  );
}
