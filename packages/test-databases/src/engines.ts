import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openSession } from './open-session.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The URL of the PostgreSQL server of the test run. */
    readonly postgresUrl: string;
  }
}

/** A database for one test, empty at first. */
export interface TestDatabase {
  /** The value for `DATABASE_URL`. */
  readonly url: string;
  /** Removes the database, even while clients are connected. */
  close(): Promise<void>;
}

/** A database engine that the tests run on. */
export interface TestEngine {
  readonly name: 'SQLite' | 'PostgreSQL';
  open(): Promise<TestDatabase>;
}

/**
 * The engines of the tests. Every test gives the same result on each. All PostgreSQL databases are on the server of the test run.
 *
 * @example
 * import { describe, it } from 'vitest';
 *
 * describe.each(engines)('a store on $name', ({ open }) => {
 *   it('opens', async () => {
 *     const database = await open();
 *     await database.close();
 *   });
 * });
 */
export const engines: readonly TestEngine[] = [
  { name: 'SQLite', open: openSqlite },
  { name: 'PostgreSQL', open: () => openPostgres() },
];

/**
 * A new SQLite file.
 *
 * @example
 * const { url, close } = await openSqlite();
 */
export async function openSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'scimwright-sqlite-'));
  return {
    url: `sqlite:${join(folder, 'scimwright.sqlite')}`,
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/**
 * A new database on a PostgreSQL server.
 *
 * @param server - the URL of its database `postgres`; the server of the test run unless given
 *
 * @example
 * const { url, close } = await openPostgres();
 */
export async function openPostgres(server: string = inject('postgresUrl')): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await runOn(server, `create database ${name} template template0`);
  const url = new URL(server);
  url.pathname = name;
  return { url: url.href, close: () => runOn(server, `drop database ${name} with (force)`) };
}

async function runOn(url: string, sql: string): Promise<void> {
  const session = await openSession(url);
  try {
    await session.run(sql);
  } finally {
    await session.close();
  }
}
