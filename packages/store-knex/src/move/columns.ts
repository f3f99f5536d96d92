import { isDeepStrictEqual } from 'node:util';
import { StoreFault } from '@scimwright/store';
import type { Knex } from 'knex';
import type { ColumnType } from '../dialect/dialect.ts';
import type { Scalar } from '../run-sql.ts';

/** The columns of a table by name, sorted. */
export type Columns = ReadonlyMap<string, ColumnType>;

/** The types of the migrations, as each engine calls them. */
const TYPES: ReadonlyMap<string, ColumnType> = new Map([
  ['text', 'text'],
  ['integer', 'integer'],
  ['bigint', 'integer'],
  ['boolean', 'boolean'],
  ['jsonb', 'document'],
]);

/** @throws StoreFault OTHER_COLUMNS for a column of a type that no migration makes */
export async function columnsOf(database: Knex, table: string): Promise<Columns> {
  const found = Object.entries(await database(table).columnInfo());
  return new Map(
    found
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, { type: declared }]) => {
        const type = TYPES.get(declared);
        if (type === undefined) throw new StoreFault('OTHER_COLUMNS', table);
        return [name, type];
      }),
  );
}

/**
 * A value as it is bound for either engine, whichever it was read from.
 *
 * @throws StoreFault OTHER_VALUE for what no host stores: a value of another type, which SQLite takes, or NUL in a text
 */
export function scalarOf(value: unknown, type: ColumnType, column: string): Scalar {
  if (value === null) return null;
  switch (type) {
    case 'text':
      if (typeof value === 'string' && !value.includes('\0')) return value;
      break;
    case 'integer':
      // PostgreSQL returns a bigint as text.
      if (Number.isSafeInteger(Number(value))) return Number(value);
      break;
    case 'boolean':
      if (typeof value === 'boolean') return value;
      // SQLite has no booleans.
      if (value === 0 || value === 1) return value === 1;
      break;
    case 'document':
      // PostgreSQL's driver has parsed it.
      return JSON.stringify(value);
  }
  throw new StoreFault('OTHER_VALUE', column);
}

/** Whether two databases hold the same value. PostgreSQL stores a document by its meaning, not by its text. */
export function isSame(one: Scalar, other: Scalar, type: ColumnType): boolean {
  if (one === other) return true;
  if (type !== 'document' || typeof one !== 'string' || typeof other !== 'string') return false;
  return isDeepStrictEqual(JSON.parse(one), JSON.parse(other));
}
