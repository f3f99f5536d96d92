import { statSync } from 'node:fs';
import { mkdir, open, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StoreFault, StoreUnavailable } from '@scimwright/store';
import type { Knex } from 'knex';
import { defaultTimeouts, type Timeouts } from '../timeouts.ts';
import { bundleStatements } from './bundle-statements.ts';
import type { Dialect, Failure, FailureKind } from './dialect.ts';
import { keepPrepared, type Preparing } from './keep-prepared.ts';
import { sqliteDocuments } from './sqlite-documents.ts';
import { sqliteMove } from './sqlite-move.ts';

/** The part of the driver's connection that is used here. */
interface Connection extends Preparing {
  exec(sql: string, done: (error: Error | null) => void): void;
  interrupt(): void;
}

type Done = (error: Error | null, connection: Connection) => void;

/** SQLite uses an index for each row of a statement anyway. */
const UNBOUNDED = { sql: 'true', bindings: [] };

/** Takes the write lock at once: a deferred transaction may fail at its first write. */
const BEGIN = 'begin immediate';

/** How many connections read at once; the driver has four threads. */
const READERS = 4;

/** Half of the threads are left for lookups. */
const SEARCHES = { places: 2, perTenant: 1 } as const;

const EMPTY_LOG = 'pragma wal_checkpoint(truncate)';

/** How long writes wait for readers while the log starts over, in milliseconds: longer than a lookup, shorter than a client notices. */
const RESTART_WAIT = 250;

/**
 * SQLite, through the `sqlite3` driver: the embedded default. One connection writes. With `synchronous = FULL` each commit survives a
 * power loss; with WAL, readers see the last commit while the next one is being written.
 */
export function sqlite(path: string, timeouts: Timeouts = defaultTimeouts): Dialect {
  const filename = resolve(path);
  const connection = connect(filename, timeouts);
  const file = watchFile(filename);
  const statements = keepPrepared();
  const bundle = bundleStatements(statements.run, BEGIN);
  const busyTimeout = `busy_timeout = ${timeouts.lock}`;
  const writer = {
    ...connection,
    // Overwrites deleted rows instead of marking them as free: they are personal data.
    pool: pool(1, statements.keep, [
      'journal_mode = WAL',
      'synchronous = FULL',
      'secure_delete = ON',
      busyTimeout,
    ]),
  };
  return {
    writer,
    migrator: writer,
    mover: { ...connection, pool: pool(1, statements.keep, [busyTimeout]) },
    reader: {
      ...connection,
      pool: pool(READERS, statements.keep, [busyTimeout, 'query_only = ON']),
    },
    searcher: {
      ...connection,
      pool: { ...pool(SEARCHES.places, statements.keep, [busyTimeout, 'query_only = ON']), min: 0 },
    },
    searches: SEARCHES,
    prepare: async ({ mustExist } = { mustExist: false }) => {
      if (mustExist) await expectFile(filename);
      else await makeFile(filename);
      file.record();
    },
    expectSession: async () => undefined,
    verify: async () => file.verify(),
    scrub: EMPTY_LOG,
    writeAheadLog: {
      size: () => sizeOf([`${filename}-wal`]),
      beBrief: `pragma busy_timeout = ${RESTART_WAIT}`,
      empty: EMPTY_LOG,
      beAsBefore: `pragma ${busyTimeout}`,
    },
    vacuum: 'vacuum',
    size: () => sizeOf([filename, `${filename}-wal`]),
    begin: BEGIN,
    hasOneWriter: true,
    orderedText: 'text',
    shortLockTimeout: undefined,
    lock: () => '',
    // The condition keeps a following `on conflict` from being read as a join.
    valueRows: (columns, rows) => ({
      sql: `select ${Object.keys(columns)
        .map((name, at) => `value ->> ${at} as ${name}`)
        .join(', ')} from json_each(?) where true`,
      bindings: [JSON.stringify(rows)],
      narrow: () => UNBOUNDED,
    }),
    inSubquery: (select) => `in (${select})`,
    // A cross join keeps the order of the tables.
    joinEach: (table, alias, on) => `cross join ${table} ${alias} on ${on}`,
    asJson: (select, columns) =>
      `select json_group_array(json_array(${columns.join(', ')})) as json from (${select}) listed`,
    textIn: (column, name) => ({ sql: `json_extract(${column}, ?)`, bindings: [`$."${name}"`] }),
    documents: sqliteDocuments,
    move: sqliteMove,
    run: (connection, sql, bindings) => statements.run(connection as Connection, sql, bindings),
    runTogether: (connection, sending, trips) => bundle(connection as Connection, sending, trips),
    explain,
    // It came from knex's pool, so it is a connection of the driver.
    stop: (running) => (running as Connection).interrupt(),
    // An interrupt affects running statements only.
    stopped: () => undefined,
    discard: () => undefined,
  };
}

/**
 * Creates a database file if it is missing. An existing file is not opened: closing it would release every lock that SQLite holds on it
 * in this process.
 */
export async function makeFile(filename: string): Promise<void> {
  await mkdir(dirname(filename), { recursive: true });
  const found = await stat(filename).catch(() => undefined);
  if (found?.isFile() === true) return;
  // Only the owner may read it; SQLite gives the files beside it the same mode.
  const made = await open(filename, 'a', 0o600);
  await made.close();
}

async function expectFile(filename: string): Promise<void> {
  await stat(filename).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new StoreFault('NO_TABLES', undefined);
    throw error;
  });
}

/** The total size of the existing ones of these files, in bytes. */
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
 * Recognises a file. A process that has a deleted or replaced file open goes on writing without an error, and loses everything when it
 * closes the file.
 */
function watchFile(filename: string) {
  let known: string | undefined;
  // Each commit asks, and a local file answers in microseconds: a trip to another thread would take longer.
  const identify = (): string | undefined => {
    try {
      const { dev, ino } = statSync(filename, { bigint: true });
      return `${dev}/${ino}`;
    } catch {
      return undefined;
    }
  };
  return {
    record: () => {
      known = identify();
    },
    verify: () => {
      const present = identify();
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
 * The name by which SQLite opens an existing file only. Otherwise a file that disappears would be created again, without tables, while a
 * host runs. knex always adds the flag `OPEN_CREATE`, so a flag cannot prevent that.
 *
 * @example
 * existing('/srv/flow/a.sqlite'); // 'file:///srv/flow/a.sqlite?mode=rw'
 */
export function existing(filename: string): string {
  return `${pathToFileURL(filename).href}?mode=rw`;
}

function pool(
  size: number,
  keep: (connection: Connection) => void,
  pragmas: readonly string[],
): Knex.PoolConfig {
  const setUp = pragmas.map((pragma) => `pragma ${pragma};`).join(' ');
  return {
    min: 1,
    max: size,
    afterCreate: (connection: Connection, done: Done) => {
      keep(connection);
      connection.exec(setUp, (error) => done(error, connection));
    },
  };
}

const KINDS: ReadonlyMap<string, FailureKind> = new Map([
  ['SQLITE_BUSY', 'retry'],
  ['SQLITE_LOCKED', 'retry'],
  ['SQLITE_PROTOCOL', 'retry'],
  ['SQLITE_FULL', 'full'],
  // Also an exceeded quota or a broken disk.
  ['SQLITE_IOERR', 'full'],
  ['SQLITE_READONLY', 'unavailable'],
  ['SQLITE_CANTOPEN', 'unavailable'],
  ['SQLITE_PERM', 'unavailable'],
  ['SQLITE_NOMEM', 'unavailable'],
  ['SQLITE_INTERRUPT', 'unavailable'],
]);

/** The driver's message ends with column names or the name of an index. */
const CONSTRAINT = /constraint failed: ([\w., ']+)$/;

function explain(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  if (!/^SQLITE_[A-Z_]+$/.test(error.code)) return undefined;
  const constraint = error.code === 'SQLITE_CONSTRAINT' ? CONSTRAINT.exec(error.message)?.[1] : undefined;
  return { kind: KINDS.get(error.code) ?? 'fault', code: error.code, constraint, isConnectionLost: false };
}
