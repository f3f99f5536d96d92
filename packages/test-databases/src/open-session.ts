import pg from 'pg';
import sqlite3 from 'sqlite3';

/** A row of the result of a statement. */
type Row = Readonly<Record<string, unknown>>;

/** A connection to a database that bypasses the tested code, as another user of the database would. */
export interface DatabaseSession {
  /** Runs one statement without values, and returns its rows. */
  run(sql: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/**
 * Connects to a database of either engine.
 *
 * @param url the value for `DATABASE_URL`
 *
 * @example
 * import { openSession, openSqlite } from '@scimwright/test-databases';
 *
 * const database = await openSqlite();
 * const session = await openSession(database.url);
 * await session.run('begin');
 * await session.close();
 */
export function openSession(url: string): Promise<DatabaseSession> {
  const path = /^sqlite:(.+)$/.exec(url)?.[1];
  return path === undefined ? openPostgresSession(url) : openSqliteSession(path);
}

async function openPostgresSession(url: string): Promise<DatabaseSession> {
  const client = new pg.Client({ connectionString: url });
  // A test may cut the connection; the next statement then fails with that error.
  client.on('error', () => undefined);
  await client.connect();
  return {
    run: async (sql) => (await client.query<Row>(sql)).rows,
    close: () => client.end(),
  };
}

async function openSqliteSession(path: string): Promise<DatabaseSession> {
  const database = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opening = new sqlite3.Database(path, (error) => {
      if (error === null) resolve(opening);
      else reject(error);
    });
  });
  return {
    run: (sql) =>
      new Promise((resolve, reject) => {
        database.all<Row>(sql, (error, rows) => {
          if (error === null) resolve(rows);
          else reject(error);
        });
      }),
    close: () =>
      new Promise((resolve, reject) => {
        database.close((error) => {
          if (error === null) resolve();
          else reject(error);
        });
      }),
  };
}
