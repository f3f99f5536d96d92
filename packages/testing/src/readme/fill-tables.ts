import type { Connector } from '@scimwright/connector-kit';
import { refusalsTable } from './refusals-table.ts';
import { rowsTable } from './rows-table.ts';

/**
 * Fills the tables of a README from the definition. A table stands between `<!-- table: users -->`, `groups` or `refusals`, and
 * `<!-- end of table -->`; the other text stays.
 *
 * @throws Error when a table has no place, or more than one
 *
 * @example
 * fillTables('no places', bic); // throws: The README needs <!-- table: users -->
 */
export function fillTables(text: string, connector: Connector): string {
  const { users, groups } = connector;
  const tables = {
    users: rowsTable(users),
    ...(groups && { groups: rowsTable(groups) }),
    refusals: refusalsTable(connector),
  };
  let filled = text;
  for (const [name, table] of Object.entries(tables)) {
    const begin = `<!-- table: ${name} -->`;
    const [before, after, ...more] = filled.split(begin);
    const end = after?.indexOf(END) ?? -1;
    if (before === undefined || after === undefined || end === -1 || more.length > 0) {
      throw new Error(`The README needs ${begin} and ${END} once each, around the table.`);
    }
    filled = `${before}${begin}\n\n${table}\n\n${after.slice(end)}`;
  }
  return filled;
}

const END = '<!-- end of table -->';
