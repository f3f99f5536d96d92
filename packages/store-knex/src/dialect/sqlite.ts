import { mkdir, open, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StoreFault, StoreUnavailable } from '@scimwright/store';
import type { Knex } from 'knex';
import { defaultTimeouts, type Timeouts } from '../timeouts.ts';
import type { Dialect, Failure, FailureKind } from './dialect.ts';
import { sqliteDocuments } from './sqlite-documents.ts';

/** What is needed of a connection of the driver. */
interface Connection {
  exec(sql: string, done: (error: Error | null) => void): void;
  interrupt(): void;
}

type Done = (error: Error | null, connection: Connection) => void;

/** SQLite asks an index for each row of a statement anyway. */
const UNBOUNDED = { sql: 'true', bindings: [] };

/** How many connections read at once; the driver's threads are four. */
const READERS = 4;

/** Half of the threads are left to whatever an index answers. */
const SEARCHES = { places: 2, perTenant: 1 } as const;

/**
 * SQLite, through the `sqlite3` driver: the embedded default. One connection writes; `synchronous = FULL` makes each
 * commit survive power loss, WAL lets readers see the last commit while the next is being written.
 *
 * @param timeouts - how long it is waited for what
 *
 * @example
 * const dialect = sqlite('.data/scimwright.sqlite');
 */
export function sqlite(path: string, timeouts: Timeouts = defaultTimeouts): Dialect {
  const filename = resolve(path);
  const connection = connect(filename, timeouts);
  const file = watchFile(filename);
  const busyTimeout = `busy_timeout = ${timeouts.lock}`;
  const writer = {
    ...connection,
    // What is deleted is overwritten, and not only marked as free: people are in it.
    pool: pool(1, ['journal_mode = WAL', 'synchronous = FULL', 'secure_delete = ON', busyTimeout]),
  };
  return {
    writer,
    migrator: writer,
    reader: {
      ...connection,
      pool: pool(READERS, [busyTimeout, 'query_only = ON']),
    },
    searcher: {
      ...connection,
      pool: { ...pool(SEARCHES.places, [busyTimeout, 'query_only = ON']), min: 0 },
    },
    searches: SEARCHES,
    prepare: async ({ mustExist } = { mustExist: false }) => {
      if (mustExist) await expectFile(filename);
      else await makeFile(filename);
      await file.note();
    },
    verify: file.verify,
    scrub: 'pragma wal_checkpoint(truncate)',
    vacuum: 'vacuum',
    size: () => sizeOf([filename, `${filename}-wal`]),
    // It takes the write lock at once: a deferred transaction that turns into a writing one may fail halfway.
    begin: 'begin immediate',
    hasOneWriter: true,
    orderedText: 'text',
    shortLockTimeout: undefined,
    lock: () => '',
    valueRows: (types, rows) => {
      const row = `(${types.map((type) => (type === 'integer' ? 'cast(? as integer)' : '?')).join(', ')})`;
      return {
        sql: `values ${rows.map(() => row).join(', ')}`,
        bindings: rows.flat(),
        narrow: () => UNBOUNDED,
      };
    },
    inSubquery: (select) => `in (${select})`,
    // A cross join keeps SQLite from reading the tables in another order.
    joinEach: (table, alias, on) => `cross join ${table} ${alias} on ${on}`,
    textIn: (column, name) => ({ sql: `json_extract(${column}, ?)`, bindings: [`$."${name}"`] }),
    documents: sqliteDocuments,
    optionsOf: () => ({}),
    rows: (response) => (Array.isArray(response) ? response : []),
    explain,
    // knex put it into the pool, so that it is one of the driver's.
    stop: (running) => (running as Connection).interrupt(),
    // The order is about statements under way alone.
    stopped: () => undefined,
    discard: () => undefined,
  };
}

/**
 * Makes a file for a database, unless it is there. One that is there is not opened: closing it would take away every lock that
 * SQLite holds on it in this process.
 *
 * @example
 * await makeFile('/srv/flow/.data/scimwright.sqlite');
 */
export async function makeFile(filename: string): Promise<void> {
  await mkdir(dirname(filename), { recursive: true });
  const found = await stat(filename).catch(() => undefined);
  if (found?.isFile() === true) return;
  // The owner alone may read it; SQLite gives the files beside it the same mode.
  const made = await open(filename, 'a', 0o600);
  await made.close();
}

async function expectFile(filename: string): Promise<void> {
  await stat(filename).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new StoreFault('NO_TABLES', undefined);
    throw error;
  });
}

/** The bytes of files, of those that are there. */
async function sizeOf(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Knows a file again. On a file that was deleted or replaced, those who have it open go on writing as if nothing had
 * happened, and all of it is gone when they close it.
 */
function watchFile(filename: string) {
  let known: string | undefined;
  const identify = async (): Promise<string> => {
    const { dev, ino } = await stat(filename, { bigint: true });
    return `${dev}/${ino}`;
  };
  return {
    note: async () => {
      known = await identify();
    },
    verify: async () => {
      const present = await identify().catch(() => undefined);
      if (present === undefined) throw new StoreUnavailable('FILE_GONE');
      if (present !== (known ?? present)) throw new StoreUnavailable('FILE_REPLACED');
    },
  };
}

function connect(filename: string, { acquire }: Timeouts): Knex.Config {
  return {
    client: 'sqlite3',
    acquireConnectionTimeout: acquire,
    connection: { filename: existing(filename), flags: ['OPEN_URI'] },
    useNullAsDefault: true,
  };
}

/**
 * The name by which SQLite opens a file that is there: one that went away is not to be made anew under a host that is
 * running, without tables. knex adds to its flags, `OPEN_CREATE` among them, so that no flag can say so.
 *
 * @example
 * existing('/srv/flow/a.sqlite'); // 'file:///srv/flow/a.sqlite?mode=rw'
 */
export function existing(filename: string): string {
  return `${pathToFileURL(filename).href}?mode=rw`;
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
  ['SQLITE_FULL', 'full'],
  // So it calls a quota that is used up, and a broken disk.
  ['SQLITE_IOERR', 'full'],
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
