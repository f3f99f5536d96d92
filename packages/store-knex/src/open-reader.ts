import type { Knex } from 'knex';
import { failureOf } from './db-error.ts';
import type { Dialect } from './dialect/dialect.ts';
import { withSession, type RunSql, type Session } from './session.ts';
import { withRetry } from './with-retry.ts';

/** What reads outside of transactions. What passes by itself, such as a connection that went away, is read again. */
export interface Reader extends Pick<Dialect, 'among' | 'joinEach' | 'textIn' | 'valueRows' | 'documents'> {
  /** One statement on some connection. */
  readonly run: RunSql;
  /** Several, or queries of models, on one connection. */
  readonly read: <Result>(work: (session: Session) => Promise<Result>) => Promise<Result>;
}

/**
 * Opens a reader over a pool of connections.
 *
 * @example
 * const { run } = openReader(database, dialect);
 * const [row] = await run<{ total: number }>('select count(*) as total from resources', []);
 */
export function openReader(database: Knex, dialect: Dialect): Reader {
  const read: Reader['read'] = (work) =>
    withRetry(
      () => withSession(database, dialect, work),
      (error) => failureOf(error, dialect)?.kind === 'retry',
    );
  return {
    read,
    run: (sql, bindings) => read(({ run }) => run(sql, bindings)),
    among: (select) => dialect.among(select),
    joinEach: (table, alias, on) => dialect.joinEach(table, alias, on),
    textIn: (column, name) => dialect.textIn(column, name),
    valueRows: (types, rows) => dialect.valueRows(types, rows),
    documents: dialect.documents,
  };
}
