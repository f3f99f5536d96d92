import { StoreFault } from '@scimwright/store';
import { valueRows } from '../portions.ts';
import { MoveRefusal } from './move-refusal.ts';
import { columnsIn, readCounter, type Opened } from './opened.ts';
import { readRows } from './read-rows.ts';
import type { Table } from './tables.ts';

/**
 * Copies the rows of a table, and its counter, so that no number is given twice.
 *
 * @param tell - called after each portion with the number of rows so far
 * @throws MoveRefusal OTHER_COLUMNS when the source has columns that no migration made, or lacks one
 */
export async function copyTable(
  source: Opened,
  target: Opened,
  table: Table,
  tell: (rows: number) => void,
): Promise<void> {
  const { name, counter } = table;
  const [theirs, ours] = [columnsIn(source, table), columnsIn(target, table)];
  if ([...theirs.keys()].join() !== [...ours.keys()].join()) {
    throw new MoveRefusal('source', new StoreFault('OTHER_COLUMNS', name));
  }
  // A migration fills some tables, such as that of the secret.
  await target.run(`delete from ${name}`, []);
  const listed = [...ours.keys()].map((column) => `"${column}"`).join(', ');
  let rows = 0;
  for await (const portion of readRows(source, table)) {
    for (const { sql, bindings } of valueRows(target, Object.fromEntries(ours), portion)) {
      await target.run(`insert into ${name} (${listed}) ${sql}`, bindings);
    }
    rows += portion.length;
    tell(rows);
  }
  if (counter === undefined) return;
  const { setCounter } = target.dialect.move;
  for (const { sql, bindings } of setCounter(name, counter, await readCounter(source, table))) {
    await target.run(sql, bindings);
  }
}
