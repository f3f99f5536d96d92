import type { Knex } from 'knex';
import { defaultTimeouts, type Timeouts } from '../timeouts.ts';
import type { Binding } from '../run-sql.ts';
import { nameStatements, type NamedStatement } from './name-statements.ts';
import type { Fragment } from '../fragment.ts';
import { Unexpected, type Sent } from './sent.ts';
import type { Dialect, Failure, FailureKind, RowLock } from './dialect.ts';
import { expectSession } from './expect-session.ts';
import { postgresDocuments } from './postgres-documents.ts';
import { postgresMove } from './postgres-move.ts';

/** The part of the driver's connection that is used here. */
interface Connection {
  /** The id of its server process, or what a pooler said in its place. */
  readonly processID: number;
  query(
    sql: string,
    done: (error: Error | null, result?: { readonly rows: readonly { readonly backend: number }[] }) => void,
  ): void;
  query(
    statement: NamedStatement & { readonly values: readonly Binding[] },
  ): Promise<{ readonly rows: readonly unknown[] }>;
  end(done: () => void): void;
}

type Done = (error: Error | null, connection: Connection) => void;

/** How many connections read at once. */
const READERS = 6;

/** How many searches run at once. */
const SEARCHES = { places: 3, perTenant: 2 } as const;

/** The short lock timeout, in milliseconds: about as long as a commit of another host takes. */
const SHORT_LOCK_TIMEOUT = 50;

/** How many statements a connection keeps prepared. */
const MAX_PREPARED = 200;

/**
 * PostgreSQL and databases that speak its protocol, through the `pg` driver. Several hosts may share a database: each writes on one
 * connection and locks the rows that it changes.
 *
 * @param url - `postgres://user:password@host:5432/database`, with parameters of the driver
 */
export function postgres(url: string, timeouts: Timeouts = defaultTimeouts): Dialect {
  const nameOf = nameStatements(MAX_PREPARED);
  const serving = connect(url, timeouts, { query_timeout: timeouts.answer });
  const settings = boundedBy(timeouts);
  /** The server processes behind the connections, which a pooler does not tell. */
  const backends = new WeakMap<object, number>();
  const pool = (max: number): Knex.PoolConfig => poolOf(max, settings, backends);
  // The second connection is only for `expectSession`.
  const patient = { ...connect(url, timeouts, {}), pool: { min: 0, max: 2 } };
  const dialect: Dialect = {
    writer: { ...connect(url, timeouts, { query_timeout: timeouts.answer, pipeline: true }), pool: pool(1) },
    reader: { ...serving, pool: pool(READERS) },
    searcher: { ...serving, pool: pool(SEARCHES.places) },
    searches: SEARCHES,
    migrator: patient,
    mover: patient,
    prepare: async () => undefined,
    expectSession: (migrating) => expectSession(migrating, dialect, timeouts.answer),
    verify: async () => undefined,
    // PostgreSQL vacuums by itself, and its log is the operator's.
    scrub: undefined,
    writeAheadLog: undefined,
    vacuum: undefined,
    size: async () => undefined,
    begin: BEGIN,
    hasOneWriter: false,
    orderedText: 'text collate "C"',
    shortLockTimeout: `set local lock_timeout = ${SHORT_LOCK_TIMEOUT}`,
    lock: (why) => LOCKS[why],
    valueRows: (named, rows) => {
      const types = Object.values(named);
      const bindings = types.map((_, column) => rows.map((row) => row[column] ?? null));
      return {
        sql: `select * from unnest(${types.map((type) => `?::${ARRAYS[type]}`).join(', ')}) given (${Object.keys(named).join(', ')})`,
        bindings,
        // The planner reads a whole table that it believes to be small.
        narrow: (columns) => ({
          sql: columns
            .map((column, at) => `${column} = any(?::${ARRAYS[types[at] ?? 'text']})`)
            .join(' and '),
          bindings: bindings.slice(0, columns.length),
        }),
      };
    },
    // The plan of a join would depend on the planner's statistics.
    inSubquery: (select) => `= any(array(${select}))`,
    // The offset keeps the planner from changing the join.
    joinEach: (table, alias, on) =>
      `cross join lateral (select * from ${table} ${alias} where ${on} offset 0) ${alias}`,
    asJson: (select, columns) =>
      `select cast(coalesce(json_agg(json_build_array(${columns.join(', ')})), '[]') as text) as json from (${select}) listed`,
    textIn: (column, name) => ({ sql: `cast(${column} as jsonb) ->> cast(? as text)`, bindings: [name] }),
    documents: postgresDocuments,
    move: postgresMove,
    run: async (connection, sql, values) => {
      const { rows } = await (connection as Connection).query({ ...nameOf(sql), values });
      return rows;
    },
    runTogether: async (connection, { statements, reads, place }, { report, committing }) => {
      const send = async (sent: readonly Fragment[]): Promise<readonly (readonly unknown[])[]> => {
        report(sent.map(({ sql }) => sql).join(';\n'));
        // The driver sends each without waiting for the one before.
        const answers = await Promise.allSettled(
          sent.map(({ sql, bindings }) =>
            (connection as Connection).query({ ...nameOf(sql), values: bindings }),
          ),
        );
        return answers.map((answer) => {
          if (answer.status === 'fulfilled') return answer.value.rows;
          throw isMiscounted(answer.reason) ? new Unexpected() : answer.reason;
        });
      };
      const begin = place === 'whole' ? [{ sql: BEGIN, bindings: [] }] : [];
      const rows = await send([...begin, ...statements.map(counted), ...reads]);
      if (place !== 'open') {
        // In a trip of its own: when the connection is lost before, the transaction can be tried again.
        committing();
        await send([{ sql: 'commit', bindings: [] }]);
      }
      return rows.slice(rows.length - reads.length);
    },
    explain,
    stop: (running, run) => {
      const connection = running as Connection;
      const backend = backends.get(connection) ?? connection.processID;
      // If this fails, the server's statement timeout ends the statement.
      run('select pg_cancel_backend(?)', [backend]).catch(() => undefined);
    },
    // The server may cancel only when the connection runs another statement.
    stopped: discard,
    discard,
  };
  return dialect;
}

/** The statements are correct at this level; a stricter default of the server would only add conflicts. */
const BEGIN = 'begin isolation level read committed';

/** A statement that fails by dividing by zero when it changes another number of rows than it says. */
function counted({ sql, bindings, changes }: Sent): Fragment {
  if (changes === undefined) return { sql, bindings };
  return {
    sql: `with made as (${sql} returning 1) select 1 / (count(*) = ?::bigint)::integer from made`,
    bindings: [...bindings, changes],
  };
}

/** division_by_zero */
function isMiscounted(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '22012';
}

function discard(connection: unknown): void {
  // It came from knex's pool, so it is a connection of the driver.
  const lost = connection as Connection;
  // Ending takes a moment, in which knex would give it out again. knex checks this mark, and sets it itself only once the
  // socket is closed.
  Object.assign(lost, { __knex__disposed: 'lost' });
  lost.end(() => undefined);
}

function connect(
  url: string,
  { connect: connectionTimeoutMillis, acquire }: Timeouts,
  more: object,
): Knex.Config {
  return {
    client: 'pg',
    acquireConnectionTimeout: acquire,
    connection: {
      connectionString: url,
      application_name: 'scimwright',
      connectionTimeoutMillis,
      keepAlive: true,
      ...more,
    },
  };
}

/**
 * The settings of a connection that serves requests. An index answers each of their statements. A kept plan may be from when the tables
 * were empty, and would go on reading them completely when they have grown.
 */
function boundedBy({ statement, lock, idle }: Timeouts): Readonly<Record<string, string>> {
  return {
    statement_timeout: String(statement),
    lock_timeout: String(lock),
    idle_in_transaction_session_timeout: String(idle),
    enable_seqscan: 'off',
    // It would start where the planner must read a whole table.
    jit: 'off',
  };
}

function poolOf(
  max: number,
  settings: Readonly<Record<string, string>>,
  backends: WeakMap<object, number>,
): Knex.PoolConfig {
  // Another database of this protocol gets only the settings that it has.
  const setUp = `select pg_backend_pid() as backend, set_config(name, value, false) from (values ${[
    ['', ''],
    ...Object.entries(settings),
  ]
    .map(([name, value]) => `('${name}', '${value}')`)
    .join(', ')}) as wanted (name, value) where name in (select name from pg_settings)`;
  return {
    min: 0,
    max,
    afterCreate: (connection: Connection, done: Done) => {
      connection.query(setUp, (error, result) => {
        // The pool only drops it: the server would keep one more connection after every attempt.
        if (error !== null) connection.end(() => undefined);
        const backend = result?.rows[0]?.backend;
        if (backend !== undefined) backends.set(connection, backend);
        done(error, connection);
      });
    },
  };
}

const ARRAYS = { text: 'text[]', integer: 'bigint[]', boolean: 'boolean[]', document: 'jsonb[]' } as const;

const LOCKS: Readonly<Record<RowLock, string>> = {
  stay: ' for key share',
  change: ' for no key update',
  remove: ' for update',
  take: ' for update skip locked',
};

/** The kinds of failures by code or class of codes, the more exact first. */
const KINDS: readonly (readonly [code: RegExp, kind: FailureKind, isConnectionLost: boolean])[] = [
  // A conflict with another transaction: serialization_failure, deadlock_detected.
  [/^(40001|40P01)$/, 'retry', false],
  // Another transaction holds a lock longer than our timeout: lock_not_available.
  [/^55P03$/, 'blocked', false],
  // The server ended the connection: it stops, it crashed, or the transaction was idle too long.
  [/^(57P01|57P02|57P05|25P03|25P04|08...)$/, 'retry', true],
  // A prepared statement is missing, known already or outdated.
  [/^(0A000|26000|42P05)$/, 'retry', true],
  // too_many_connections: one of ours may be free in a moment.
  [/^53300$/, 'retry', true],
  // Read only. A new connection may not be, or may lead to the server that took over.
  [/^25006$/, 'unavailable', true],
  // No connection: starting up, refused, no such database, or it was dropped.
  [/^(57P03|57P04|28...|3D000)$/, 'unavailable', true],
  // The disk is full: disk_full.
  [/^53100$/, 'full', false],
  // Not possible now: canceled, out of memory or another resource, broken disk.
  [/^(57014|53...|58...)$/, 'unavailable', false],
  [/^[0-9A-Z]{5}$/, 'fault', false],
];

/**
 * The driver's messages about a connection that have no code, and our code for each. knex puts the statement, if any, and a dash in
 * front.
 */
const DRIVER_SAYS: readonly (readonly [saying: RegExp, kind: FailureKind, code: string])[] = [
  [
    /(^| - )(Connection terminated( unexpectedly)?|Client (has encountered a connection error|was closed) and is not queryable)$/,
    'retry',
    'CONNECTION_LOST',
  ],
  [/(^| - )Query read timeout$/, 'unavailable', 'NO_ANSWER'],
  [/^(timeout expired|Connection terminated due to connection timeout)$/, 'unavailable', 'CONNECT_TIMEOUT'],
  [/^The server does not support SSL connections$/, 'unavailable', 'NO_TLS'],
  [/^There was an error establishing an SSL connection$/, 'unavailable', 'TLS_REFUSED'],
  [/^SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be /, 'unavailable', 'NO_PASSWORD'],
  [/^SASL: /, 'unavailable', 'AUTHENTICATION_FAILED'],
  [/(^| - )[Rr]eceived (invalid response: |unexpected )/, 'unavailable', 'NOT_POSTGRESQL'],
];

/** A connection that broke while in use; `db-error.ts` explains one that could not be made. */
const BROKEN: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** Node's codes for TLS and certificates, such as SELF_SIGNED_CERT_IN_CHAIN. */
const TLS =
  /^(ERR_(TLS|SSL)_|EPROTO$|CERT_|(DEPTH_ZERO_)?SELF_SIGNED_CERT(_IN_CHAIN)?$|UNABLE_TO_(GET|VERIFY)_)/;

function explain(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  // Errors of the server have a severity. A code of five letters may also be Node's, such as EPIPE.
  if ('severity' in error && typeof error.severity === 'string') return explainCode(code ?? '', error);
  const lost = { constraint: undefined, isConnectionLost: true };
  if (code === undefined) {
    const [, kind, ownCode] = DRIVER_SAYS.find(([saying]) => saying.test(error.message)) ?? [];
    return kind === undefined || ownCode === undefined ? undefined : { kind, code: ownCode, ...lost };
  }
  if (TLS.test(code)) return { kind: 'unavailable', code, ...lost };
  const isUsed = 'syscall' in error && error.syscall !== 'connect';
  return isUsed && BROKEN.has(code) ? { kind: 'retry', code, ...lost } : undefined;
}

function explainCode(code: string, error: object): Failure | undefined {
  const [, kind, isConnectionLost] = KINDS.find(([pattern]) => pattern.test(code)) ?? [];
  if (kind === undefined || isConnectionLost === undefined) return undefined;
  const constraint =
    'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined;
  return { kind, code, constraint, isConnectionLost };
}
