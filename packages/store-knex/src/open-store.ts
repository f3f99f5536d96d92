import { StoreFault, StoreUnavailable, type Store } from '@scimwright/store';
import type { Knex } from 'knex';
import { boundLog } from './bound-log.ts';
import { dbError, failureOf } from './db-error.ts';
import { chooseDialect } from './dialect/choose-dialect.ts';
import type { Dialect } from './dialect/dialect.ts';
import { inTransaction, type Transact } from './in-transaction.ts';
import { migrationNames } from './migrations/migration-names.ts';
import { openKnex } from './open-knex.ts';
import { openReader } from './open-reader.ts';
import { defaultTimeouts, type Timeouts } from './timeouts.ts';
import { knexAudit } from './ports/knex-audit.ts';
import { knexClock } from './ports/knex-clock.ts';
import { knexErasure } from './ports/knex-erasure.ts';
import { knexHandOvers } from './ports/knex-hand-overs.ts';
import { knexDefinitions, knexSecret } from './ports/knex-key-values.ts';
import { knexListeners } from './ports/knex-listeners.ts';
import { knexLog } from './ports/knex-log.ts';
import { knexOutbox } from './ports/knex-outbox.ts';
import { knexResources } from './ports/knex-resources.ts';
import { knexTenants } from './ports/knex-tenants.ts';
import { knexTokens } from './ports/knex-tokens.ts';
import { sweepRemovals } from './removal/removals.ts';
import { trackRoom, probeRoom } from './room.ts';
import { openSearcher } from './search/open-searcher.ts';
import { scrub, vacuum } from './rewrite-files.ts';
import { translateErrors } from './translate-errors.ts';
import { withRetry } from './with-retry.ts';
import { groupCommit } from './writer/group-commit.ts';

/** How to open a store. */
export interface StoreOptions {
  /**
   * `sqlite:` and the path of the database file, which is made when it is missing; or the URL of an existing PostgreSQL database,
   * `postgres://user:password@host:5432/database`.
   */
  readonly url: string;
  /** Refuses a database without tables and a missing file; otherwise both are made. */
  readonly mustExist?: boolean;
  /** Called before each trip to the database, with its statements, a line for each, but without their values. */
  readonly onStatement?: (sql: string) => void;
  /** Timeouts; unset ones use `defaultTimeouts`. */
  readonly timeouts?: Partial<Timeouts> | undefined;
}

/** How often to try migrating: about as long as another process takes that came first. */
const MIGRATION_ATTEMPTS = 9;

/**
 * Opens a database, brings its tables up to date, and returns the store over it.
 *
 * @throws Error for a URL that no dialect knows; StoreUnavailable or StoreFault when the database cannot be opened, with the code
 * NEWER_TABLES when a newer version made its tables, NO_TABLES when it `mustExist` and has none, and SHARED_SESSIONS behind a
 * pooler that gives every transaction another session
 *
 * @example
 * const store = await openStore({ url: 'sqlite:.data/scimwright.sqlite' });
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { url, mustExist = false, onStatement, timeouts } = options;
  const dialect = chooseDialect(url, { ...defaultTimeouts, ...timeouts });
  try {
    await dialect.prepare({ mustExist });
    await migrate(dialect, mustExist, onStatement);
    const database: Database = {
      dialect,
      writing: openKnex(dialect.writer, onStatement),
      reading: openKnex(dialect.reader, onStatement),
      searching: openKnex(dialect.searcher, onStatement),
    };
    return storeOver(database, { ...defaultTimeouts, ...timeouts });
  } catch (error) {
    throw dbError(error, dialect);
  }
}

interface Database {
  readonly dialect: Dialect;
  readonly writing: Knex;
  readonly reading: Knex;
  readonly searching: Knex;
}

/**
 * Migrates in one transaction, the tables of knex itself included. So two processes that open the same new database do not both write
 * into them, and a process that dies halfway leaves nothing, not even a lock.
 */
async function migrate(
  dialect: Dialect,
  mustExist: boolean,
  onStatement: StoreOptions['onStatement'],
): Promise<void> {
  const database = openKnex(dialect.migrator, onStatement);
  try {
    // Before any other connection sets something in a session.
    await dialect.expectSession(database);
    const bringUpToDate = async (): Promise<void> => {
      if (await isUpToDate(database, dialect)) return;
      const hasTables = !mustExist || (await database.schema.hasTable('tenants'));
      if (!hasTables) throw new StoreFault('NO_TABLES', undefined);
      const { migrationSource } = await import('./migrations/migration-source.ts');
      const config = { migrationSource: migrationSource(dialect) };
      await database.transaction((trx) => trx.migrate.latest(config));
    };
    await withRetry(
      bringUpToDate,
      (error) => failureOf(error, dialect)?.kind === 'retry' || isMigratedElsewhere(error, dialect),
      MIGRATION_ATTEMPTS,
    );
  } catch (error) {
    throw isFromTheFuture(error) ? new StoreFault('NEWER_TABLES', undefined) : error;
  } finally {
    await database.destroy();
  }
}

/** Whether exactly these migrations were made, so that one statement is enough. Any doubt is left to knex. */
async function isUpToDate(database: Knex, dialect: Dialect): Promise<boolean> {
  try {
    const made = await database('knex_migrations').orderBy('id').pluck<readonly string[]>('name');
    return made.join() === migrationNames.join();
  } catch (error) {
    if (failureOf(error, dialect)?.kind === 'fault') return false; // a new database has no such table
    throw error;
  }
}

/** Only the message of the error shows that the tables have migrations that knex does not know. */
function isFromTheFuture(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('The migration directory is corrupt');
}

/**
 * Another process made the same tables first, so nothing is left to do. knex says that the migrations are locked when the database was
 * only busy; no process can have left a lock behind.
 */
function isMigratedElsewhere(error: unknown, dialect: Dialect): boolean {
  const code = failureOf(error, dialect)?.code ?? '';
  return (error instanceof Error && error.name === 'MigrationLocked') || MADE_TWICE.has(code);
}

/** What PostgreSQL says of something that exists: unique_violation in its catalog, duplicate_table, -column, -object. */
const MADE_TWICE: ReadonlySet<string> = new Set(['23505', '42P07', '42701', '42710']);

function storeOver(database: Database, timeouts: Timeouts): Store {
  const { dialect, writing } = database;
  const reader = openReader(database.reading, dialect);
  const searcher = openSearcher(database.searching, reader, timeouts);
  const keepLogShort = boundLog(writing, dialect);
  const transact: Transact = (work, mode) =>
    withRetry(
      () => keepLogShort().then(() => inTransaction(writing, dialect, work, mode)),
      (error) => failureOf(error, dialect)?.kind === 'retry',
    );
  const room = trackRoom(transact, (error) => failureOf(error, dialect));
  const writer = groupCommit(room.transact, {
    isOwnFault: (error) => dbError(error, dialect) instanceof StoreFault,
    isBlocked: (error) => failureOf(error, dialect)?.kind === 'blocked',
    isAway: (error) => isAway(error, dialect),
  });
  const guarded = <Port extends object>(port: Port): Port =>
    translateErrors(port, (error) => dbError(error, dialect));
  const connection = guarded({
    secret: knexSecret(reader),
    ping: async () => {
      await dialect.verify();
      await reader.run('select 1 as answer', []);
    },
    scrub: () => scrub(writing, dialect),
    vacuum: () => vacuum(writing, dialect),
    sweep: (now: string) => sweepRemovals(reader, writer, now),
    diskFull: room.lack,
    probe: async () => {
      await probeRoom(writer.transact);
      room.found();
    },
    close: async () => {
      await writer.close();
      await disconnect(database);
    },
  });
  return {
    resources: guarded(knexResources(reader, searcher, writer)),
    tenants: guarded(knexTenants(reader, writer)),
    tokens: guarded(knexTokens(reader, writer)),
    handOvers: guarded(knexHandOvers(reader, writer)),
    log: guarded(knexLog(reader, writer)),
    outbox: guarded(knexOutbox(reader, writer)),
    listeners: guarded(knexListeners(reader, writer)),
    audit: guarded(knexAudit(reader, writer)),
    clock: guarded(knexClock(reader, writer)),
    erasure: guarded(knexErasure(writer)),
    definitions: guarded(knexDefinitions(reader, writer)),
    ...connection,
  };
}

/** No connection is available even after retries, or the open one has stopped responding. */
function isAway(error: unknown, dialect: Dialect): boolean {
  if (error instanceof StoreUnavailable) return error.code === 'COMMIT_UNANSWERED';
  return failureOf(error, dialect)?.isConnectionLost === true;
}

/** The writer last: when it closes, SQLite writes the WAL into the database file. */
async function disconnect({ reading, searching, writing }: Database): Promise<void> {
  await reading.destroy();
  await searching.destroy();
  await writing.destroy();
}
