import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';

/** How PgBouncer shares the sessions of the server. */
export type PoolMode = 'session' | 'transaction' | 'statement';

/** A PgBouncer in front of a PostgreSQL server. */
export interface PgBouncer {
  /** Leads through it to the same database. */
  readonly url: string;
  close(): Promise<void>;
}

/** Where `tooling/ci/fetch-pgbouncer.mjs` puts it, beside the libraries that the machine lacks. */
const FETCHED = fileURLToPath(new URL('../../../node_modules/.cache/pgbouncer/pgbouncer', import.meta.url));

/** The user `nobody`: PgBouncer does not run as root. */
const NOBODY = 65_534;

/** For how long it may start, in milliseconds. */
const STARTING_MS = 10_000;

/**
 * Finds the program; undefined where it is not installed. No npm package brings it.
 *
 * @example
 * import { describe } from 'vitest';
 *
 * describe.skipIf(findPgBouncer() === undefined)('behind PgBouncer', () => undefined);
 */
export function findPgBouncer(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return [...folders.map((folder) => join(folder, 'pgbouncer')), FETCHED].find((file) => existsSync(file));
}

/**
 * Starts a PgBouncer on a free port of loopback.
 *
 * @param url - leads to a database, with user and password
 * @param settings - further lines for its file, such as `server_round_robin`
 * @throws Error when it is not installed, or with what it said when it does not start
 *
 * @example
 * const { url, close } = await startPgBouncer('postgres://postgres:postgres@127.0.0.1:5432/a', 'session');
 */
export async function startPgBouncer(
  url: string,
  mode: PoolMode,
  settings: Readonly<Record<string, string>> = {},
): Promise<PgBouncer> {
  const program = findPgBouncer();
  if (program === undefined) throw new Error('PgBouncer is not installed.');
  const server = new URL(url);
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'scimwright-pgbouncer-'));
  const lines = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'scram-sha-256',
    auth_file: join(folder, 'users.txt'),
    pool_mode: mode,
    ...settings,
  };
  await chmod(folder, 0o755);
  // The other user may not reach the folder of this repository.
  if (program === FETCHED) await cp(dirname(FETCHED), folder, { recursive: true });
  await writeFile(join(folder, 'users.txt'), `"${server.username}" "${server.password}"\n`);
  await writeFile(
    join(folder, 'pgbouncer.ini'),
    [
      '[databases]',
      `* = host=${server.hostname} port=${server.port}`,
      '[pgbouncer]',
      ...Object.entries(lines).map(([name, value]) => `${name} = ${value}`),
      '',
    ].join('\n'),
  );
  const child = spawn(
    program === FETCHED ? join(folder, 'pgbouncer') : program,
    [join(folder, 'pgbouncer.ini')],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, LD_LIBRARY_PATH: folder },
      ...(process.getuid?.() === 0 && { uid: NOBODY, gid: NOBODY }),
    },
  );
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', (error) => {
      said += String(error);
      resolve();
    });
  });
  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  for (let waited = 0; !(await isListening(port)); waited += 20) {
    if (waited > STARTING_MS || child.exitCode !== null || child.pid === undefined) {
      await close();
      throw new Error(`PgBouncer did not start. It said:\n${said}`);
    }
    await setTimeout(20);
  }
  const pooled = new URL(url);
  pooled.port = String(port);
  return { url: pooled.href, close };
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    const answer = (is: boolean) => (): void => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', answer(true));
    socket.once('error', answer(false));
  });
}
