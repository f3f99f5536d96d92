import { StoreFault } from '@scimwright/store';
import { isSame } from './columns.ts';
import { MoveRefusal } from './move-refusal.ts';
import { columnsIn, readCounter, type Opened } from './opened.ts';
import { readRows, type Row } from './read-rows.ts';
import type { Table } from './tables.ts';

/**
 * Reads a table of both databases and compares each value, and the counters.
 *
 * @param tell - called after each portion with the number of rows so far
 * @returns the number of rows
 * @throws MoveRefusal DIFFERENT_ROWS
 */
export async function compareTable(
  source: Opened,
  target: Opened,
  table: Table,
  tell: (rows: number) => void,
): Promise<number> {
  const [theirs, ours] = [columnsIn(source, table), columnsIn(target, table)];
  const types = Array.from(theirs, ([column, type]) => (type === 'document' ? type : ours.get(column)));
  const areSame = (one: Row, other: Row): boolean =>
    one.every((value, at) => isSame(value, other[at] ?? null, types[at] ?? 'text'));
  const copies = readRows(target, table);
  let rows = 0;
  let isCopied = true;
  for await (const portion of readRows(source, table)) {
    // Both are read in the same order and in portions of the same size.
    const { value: copy = [] } = await copies.next();
    isCopied &&= portion.length === copy.length && portion.every((row, at) => areSame(row, copy[at] ?? []));
    if (!isCopied) break;
    rows += portion.length;
    tell(rows);
  }
  const isMore = (await copies.next()).done !== true;
  const counters = await Promise.all([readCounter(source, table), readCounter(target, table)]);
  if (isCopied && !isMore && counters[0] === counters[1]) return rows;
  throw new MoveRefusal('target', new StoreFault('DIFFERENT_ROWS', table.name));
}
