import { mkdir, open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Knex } from 'knex';
import type { Dialect, Failure, FailureKind } from './dialect.ts';

/** What is needed of a connection of the driver. */
interface Connection {
  exec(sql: string, done: (error: Error | null) => void): void;
}

type Done = (error: Error | null, connection: Connection) => void;

/** How long a statement waits for another process that writes, in milliseconds. */
const BUSY_TIMEOUT = 2_000;

/** How many connections read at once; the driver's threads are four. */
const READERS = 4;

/**
 * SQLite, through the `sqlite3` driver: the embedded default. One connection writes; `synchronous = FULL` makes each
 * commit survive power loss, WAL lets readers see the last commit while the next is being written.
 *
 * @example
 * const dialect = sqlite('.data/scimwright.sqlite');
 */
export function sqlite(path: string): Dialect {
  const filename = resolve(path);
  const writer = {
    ...connect(filename),
    pool: pool(1, ['journal_mode = WAL', 'synchronous = FULL', `busy_timeout = ${BUSY_TIMEOUT}`]),
  };
  return {
    writer,
    migrator: writer,
    reader: {
      ...connect(filename),
      pool: pool(READERS, [`busy_timeout = ${BUSY_TIMEOUT}`, 'query_only = ON']),
    },
    prepare: async () => {
      await mkdir(dirname(filename), { recursive: true });
      // The owner alone may read it; SQLite gives the files beside it the same mode.
      const file = await open(filename, 'a', 0o600);
      await file.close();
    },
    // It takes the write lock at once: a deferred transaction that turns into a writing one may fail halfway.
    begin: 'begin immediate',
    hasOneWriter: true,
    orderedText: 'text',
    lock: () => '',
    valueRows: (types, rows) => {
      const row = `(${types.map((type) => (type === 'integer' ? 'cast(? as integer)' : '?')).join(', ')})`;
      return { sql: `values ${rows.map(() => row).join(', ')}`, bindings: rows.flat() };
    },
    optionsOf: () => ({}),
    rows: (response) => (Array.isArray(response) ? response : []),
    explain,
    discard: () => undefined,
  };
}

function connect(filename: string): Knex.Config {
  return { client: 'sqlite3', connection: { filename }, useNullAsDefault: true };
}

function pool(size: number, pragmas: readonly string[]): Knex.PoolConfig {
  const setUp = pragmas.map((pragma) => `pragma ${pragma};`).join(' ');
  return {
    min: 1,
    max: size,
    afterCreate: (connection: Connection, done: Done) => {
      connection.exec(setUp, (error) => done(error, connection));
    },
  };
}

const KINDS: ReadonlyMap<string, FailureKind> = new Map([
  ['SQLITE_BUSY', 'retry'],
  ['SQLITE_LOCKED', 'retry'],
  ['SQLITE_PROTOCOL', 'retry'],
  ['SQLITE_FULL', 'unavailable'],
  ['SQLITE_IOERR', 'unavailable'],
  ['SQLITE_READONLY', 'unavailable'],
  ['SQLITE_CANTOPEN', 'unavailable'],
  ['SQLITE_PERM', 'unavailable'],
  ['SQLITE_NOMEM', 'unavailable'],
  ['SQLITE_INTERRUPT', 'unavailable'],
]);

/** Column names, or the name of an index; the driver puts nothing else behind it. */
const CONSTRAINT = /constraint failed: ([\w., ']+)$/;

function explain(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  if (!/^SQLITE_[A-Z_]+$/.test(error.code)) return undefined;
  const constraint = error.code === 'SQLITE_CONSTRAINT' ? CONSTRAINT.exec(error.message)?.[1] : undefined;
  return { kind: KINDS.get(error.code) ?? 'fault', code: error.code, constraint, isConnectionLost: false };
}
