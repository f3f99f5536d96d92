// @ts-check
import knex from 'knex';
import { schema } from './store.mjs';

/**
 * Connections to a SQLite file that survives a power cut: what was committed is on the disk.
 *
 * @param {string} filename
 * @param {number} connections
 */
export function openSqlite(filename, connections) {
  return knex({
    client: 'sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    pool: {
      min: connections,
      max: connections,
      /** @param {{ exec(sql: string, done: (error: unknown) => void): void }} connection @param {Function} done */
      afterCreate: (connection, done) =>
        connection.exec(
          'pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000',
          (error) => done(error, connection),
        ),
    },
  });
}

/** @param {import('knex').Knex} connection */
export async function createTables(connection) {
  for (const statement of schema) await connection.raw(statement);
}
