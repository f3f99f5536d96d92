import type { Knex } from 'knex';
import type { Dialect } from './dialect/dialect.ts';

/** A value for a `?` of a statement. */
export type Binding = string | number | boolean | null;

/**
 * Runs one statement on some connection and yields its rows. `Row` says what the statement selects; nothing checks it,
 * so that it stands beside the statement.
 */
export type RunSql = <Row extends object>(
  sql: string,
  bindings: readonly Binding[],
) => Promise<readonly Row[]>;

/**
 * Statements over a pool, or over one connection of it.
 *
 * @example
 * const [row] = await runSql(reader, dialect)<{ total: number }>('select count(*) as total from resources', []);
 */
export function runSql(database: Knex, dialect: Pick<Dialect, 'rows'>, connection?: unknown): RunSql {
  return async <Row extends object>(sql: string, bindings: readonly Binding[]) => {
    const statement = database.raw(sql, bindings);
    if (connection !== undefined) statement.connection(connection);
    // The caller knows what its statement selects; the driver only knows that these are rows.
    return dialect.rows(await statement) as readonly Row[];
  };
}
