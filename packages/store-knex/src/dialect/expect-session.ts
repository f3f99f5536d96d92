import { StoreFault } from '@scimwright/store';
import type { Knex } from 'knex';
import { withConnection } from '../session.ts';
import type { Dialect } from './dialect.ts';

const BACKEND = 'select pg_backend_pid() as backend';

/**
 * The same, and a setting is set to what it is: some poolers leave a connection its session only once it has set something, and a host
 * does so on every connection.
 */
const BACKEND_KEPT = `${BACKEND}, set_config('statement_timeout', current_setting('statement_timeout'), false)`;

/**
 * Refuses a pooler that gives a connection another session of the server for each transaction or statement, such as PgBouncer with
 * `pool_mode = transaction`.
 *
 * A pooler tells the driver an id of its own in place of that of the server process. Then two connections ask by turns which process
 * they have. With sessions of their own, each has always the same one, and never that of the other. Without a pooler this is one statement.
 *
 * @param database - a pool for two connections, which sets nothing in their sessions
 * @param timeout - for an answer, in milliseconds
 * @throws StoreFault SHARED_SESSIONS
 */
export async function expectSession(database: Knex, dialect: Dialect, timeout: number): Promise<void> {
  const ask = async (connection: unknown, sql: string): Promise<unknown> => {
    const { rows } = await database
      .raw<{ readonly rows: readonly { readonly backend: number }[] }>(sql)
      .connection(connection)
      .options({ query_timeout: timeout });
    return rows[0]?.backend;
  };
  await withConnection(database, dialect, async (connection) => {
    // It came from knex's pool, so it is a connection of the driver.
    const { processID } = connection as { readonly processID: number };
    if ((await ask(connection, BACKEND)) === processID) return;
    await withConnection(database, dialect, async (second) => {
      const own = [await ask(connection, BACKEND_KEPT), await ask(connection, BACKEND_KEPT)];
      const other = [await ask(second, BACKEND_KEPT)];
      own.push(await ask(connection, BACKEND_KEPT));
      other.push(await ask(second, BACKEND_KEPT));
      if (isShared(own, other)) throw new StoreFault('SHARED_SESSIONS', undefined);
    });
  });
}

/**
 * Whether two connections share sessions, judged by the server processes that each was given in turn.
 *
 * @example
 * isShared([7, 7, 8], [9, 9]); // true
 */
export function isShared(own: readonly unknown[], other: readonly unknown[]): boolean {
  return new Set(own).size > 1 || new Set(other).size > 1 || other.some((backend) => own.includes(backend));
}
