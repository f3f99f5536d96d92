import type { Knex } from 'knex';
import { nameStatements } from './name-statements.ts';
import type { Dialect, Failure, FailureKind, RowLock } from './dialect.ts';

/** What is needed of a connection of the driver. */
interface Connection {
  query(sql: string, done: (error: Error | null) => void): void;
  end(done: () => void): void;
}

type Done = (error: Error | null, connection: Connection) => void;

/** How many connections a host reads on at once. */
const READERS = 8;

/** How long a new connection may take, in milliseconds. */
const CONNECT_TIMEOUT = 5_000;

/**
 * How long the server works on a statement, waits for a row that another host changes, and lets a transaction stand in
 * which nothing happens, such as that of a host that was frozen. In milliseconds.
 */
const STATEMENT_TIMEOUT = 10_000;
const LOCK_TIMEOUT = 2_000;
const IDLE_TIMEOUT = 10_000;

/** How long an answer may take before the connection counts as lost: longer than a server that is there lets it. */
const ANSWER_TIMEOUT = STATEMENT_TIMEOUT + 2_000;

/** How many statements a connection keeps prepared. */
const MOST_PREPARED = 200;

/**
 * PostgreSQL, and what speaks its protocol, through the `pg` driver. Several hosts may share a database: each has one
 * connection that writes, and transactions of two hosts lock the rows they change.
 *
 * @param url - `postgres://user:password@host:5432/database`, with what the driver takes as parameters
 *
 * @example
 * const dialect = postgres('postgres://scimwright@127.0.0.1/scimwright');
 */
export function postgres(url: string): Dialect {
  const nameOf = nameStatements(MOST_PREPARED);
  return {
    writer: { ...connect(url, { query_timeout: ANSWER_TIMEOUT }), pool: pool(1, BOUNDED) },
    reader: { ...connect(url, { query_timeout: ANSWER_TIMEOUT }), pool: pool(READERS, BOUNDED) },
    migrator: { ...connect(url, {}), pool: pool(1, {}) },
    prepare: async () => undefined,
    // What is written here is right under it; a stricter default of the server would only add refusals.
    begin: 'begin isolation level read committed',
    hasOneWriter: false,
    orderedText: 'text collate "C"',
    lock: (why) => LOCKS[why],
    // One text for any number of rows, so that it can stay prepared.
    valueRows: (types, rows) => ({
      sql: `select * from unnest(${types.map((type) => `?::${ARRAYS[type]}`).join(', ')})`,
      bindings: types.map((_, column) => rows.map((row) => row[column] ?? null)),
    }),
    optionsOf: (sql) => {
      const name = nameOf(sql);
      return name === undefined ? {} : { name };
    },
    rows: (response) =>
      typeof response === 'object' && response !== null && 'rows' in response && Array.isArray(response.rows)
        ? response.rows
        : [],
    explain,
    discard: (connection) => {
      // knex put it into the pool, so that it is one of the driver's.
      (connection as Connection).end(() => undefined);
    },
  };
}

function connect(url: string, more: object): Knex.Config {
  return {
    client: 'pg',
    connection: {
      connectionString: url,
      application_name: 'scimwright',
      connectionTimeoutMillis: CONNECT_TIMEOUT,
      keepAlive: true,
      ...more,
    },
  };
}

/**
 * Settings of a connection that serves requests. Every statement of theirs is answered by an index. A plan that is kept
 * may have been made when the tables were empty, and would go on reading them whole when they no longer are.
 */
const BOUNDED: Readonly<Record<string, string>> = {
  statement_timeout: String(STATEMENT_TIMEOUT),
  lock_timeout: String(LOCK_TIMEOUT),
  idle_in_transaction_session_timeout: String(IDLE_TIMEOUT),
  enable_seqscan: 'off',
  // It would set in where the planner has no other choice than to read a table.
  jit: 'off',
};

function pool(max: number, settings: Readonly<Record<string, string>>): Knex.PoolConfig {
  const names = Object.keys(settings);
  // Whatever speaks the protocol takes those that it has.
  const setUp = `select set_config(name, value, false) from (values ${[['', ''], ...Object.entries(settings)]
    .map(([name, value]) => `('${name}', '${value}')`)
    .join(', ')}) as wanted (name, value) where name in (select name from pg_settings)`;
  return {
    min: 0,
    max,
    afterCreate: (connection: Connection, done: Done) => {
      if (names.length === 0) done(null, connection);
      else connection.query(setUp, (error) => done(error, connection));
    },
  };
}

const ARRAYS = { text: 'text[]', integer: 'bigint[]', boolean: 'boolean[]' } as const;

const LOCKS: Readonly<Record<RowLock, string>> = {
  stay: ' for key share',
  change: ' for no key update',
  remove: ' for update',
  take: ' for update skip locked',
};

/** What a failure with a code of this class or with this code means, the more exact first. */
const KINDS: readonly (readonly [code: RegExp, kind: FailureKind, isConnectionLost: boolean])[] = [
  // Another transaction was in the way: serialization_failure, deadlock_detected, lock_not_available.
  [/^(40001|40P01|55P03)$/, 'retry', false],
  // The server ended the connection: it stops, it crashed, or something stood still for too long.
  [/^(57P01|57P02|57P05|25P03|25P04|08...)$/, 'retry', true],
  // What the connection had prepared is not there any more, or not as it was: cached plan, unknown statement.
  [/^(0A000|26000)$/, 'retry', true],
  // It cannot be had now: starting up, canceled, out of something, broken disk, read-only, refused, no such database.
  [/^(57P03|57014|53...|58...|25006|28...|3D000)$/, 'unavailable', false],
  [/^[0-9A-Z]{5}$/, 'fault', false],
];

/** What the driver says in words alone of a connection, and the code that we give it. */
const DRIVER_SAYS: readonly (readonly [saying: RegExp, failure: Omit<Failure, 'constraint'>])[] = [
  [
    /^(Connection terminated( unexpectedly)?|Client (has encountered a connection error|was closed) and is not queryable)$/,
    { kind: 'retry', code: 'CONNECTION_LOST', isConnectionLost: true },
  ],
  [/^Query read timeout$/, { kind: 'unavailable', code: 'NO_ANSWER', isConnectionLost: true }],
  [
    /^(timeout expired|Connection terminated due to connection timeout)$/,
    { kind: 'unavailable', code: 'CONNECT_TIMEOUT', isConnectionLost: true },
  ],
];

/** A connection that broke while it was used; one that could not be made is for others to explain. */
const BROKEN: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

function explain(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  const [, said] = DRIVER_SAYS.find(([saying]) => saying.test(error.message)) ?? [];
  if (said !== undefined) return { ...said, constraint: undefined };
  if (!('code' in error) || typeof error.code !== 'string') return undefined;
  const { code } = error;
  if (BROKEN.has(code) && 'syscall' in error && error.syscall !== 'connect') {
    return { kind: 'retry', code, constraint: undefined, isConnectionLost: true };
  }
  // Errors of the server have a severity; codes of five letters there are elsewhere too, such as EPIPE.
  if (!('severity' in error)) return undefined;
  const [, kind, isConnectionLost] = KINDS.find(([pattern]) => pattern.test(code)) ?? [];
  if (kind === undefined || isConnectionLost === undefined) return undefined;
  const constraint =
    'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined;
  return { kind, code, constraint, isConnectionLost };
}
