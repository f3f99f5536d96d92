import { StoreFault, type Store } from '@scimwright/store';
import type { Knex } from 'knex';
import { dbError, failureOf } from './db-error.ts';
import { chooseDialect } from './dialect/choose-dialect.ts';
import type { Dialect } from './dialect/dialect.ts';
import { inTransaction, type Tx, type Worked } from './in-transaction.ts';
import { migrationSource } from './migrations/migration-source.ts';
import { openKnex } from './open-knex.ts';
import { knexHandOvers } from './ports/knex-hand-overs.ts';
import { knexLog } from './ports/knex-log.ts';
import { knexOutbox } from './ports/knex-outbox.ts';
import { knexResources } from './ports/knex-resources.ts';
import { knexTenants } from './ports/knex-tenants.ts';
import { knexTokens } from './ports/knex-tokens.ts';
import { runSql } from './run-sql.ts';
import { translateErrors } from './translate-errors.ts';
import { withRetry } from './with-retry.ts';
import { groupCommit } from './writer/group-commit.ts';

/** How to open a store. */
export interface StoreOptions {
  /** `sqlite:` and the path of the database file, which is made when it is not there. */
  readonly url: string;
  /** Is told each statement before it runs, without its values. */
  readonly onStatement?: (sql: string) => void;
}

/** How often migrating is tried: about as long as another process takes that came first. */
const MIGRATION_ATTEMPTS = 9;

/**
 * Opens a database, brings its tables up to date, and gives it out behind the ports of the store.
 *
 * @throws Error for a URL that no dialect knows; StoreUnavailable or StoreFault when the database cannot be opened
 *
 * @example
 * const store = await openStore({ url: 'sqlite:.data/scimwright.sqlite' });
 */
export async function openStore({ url, onStatement }: StoreOptions): Promise<Store> {
  const dialect = chooseDialect(url);
  try {
    await dialect.prepare();
    const database: Database = {
      dialect,
      writing: openKnex(dialect.writer, onStatement),
      reading: openKnex(dialect.reader, onStatement),
    };
    try {
      await migrate(database);
      return storeOver(database);
    } catch (error) {
      await disconnect(database);
      throw error;
    }
  } catch (error) {
    throw dbError(error, dialect);
  }
}

interface Database {
  readonly dialect: Dialect;
  readonly writing: Knex;
  readonly reading: Knex;
}

/**
 * All of it happens in one transaction, with the tables in which knex keeps its notes: two processes that open the same
 * new database do not both write into them, and one that dies halfway leaves nothing, no lock either.
 */
async function migrate({ writing, dialect }: Database): Promise<void> {
  const config = { migrationSource: migrationSource(dialect) };
  await withRetry(
    () => writing.transaction((trx) => trx.migrate.latest(config)),
    (error) => failureOf(error, dialect)?.kind === 'retry' || isMigratedElsewhere(error),
    MIGRATION_ATTEMPTS,
  );
}

/** knex says so too when the database was only busy; a lock that someone left behind there cannot be. */
function isMigratedElsewhere(error: unknown): boolean {
  return error instanceof Error && error.name === 'MigrationLocked';
}

function storeOver(database: Database): Store {
  const { dialect, writing, reading } = database;
  const run = runSql(reading, dialect);
  const transact = <Result>(work: (tx: Tx) => Promise<Worked<Result>>): Promise<Result> =>
    withRetry(
      () => inTransaction(writing, dialect, work),
      (error) => failureOf(error, dialect)?.kind === 'retry',
    );
  const writer = groupCommit(transact, (error) => dbError(error, dialect) instanceof StoreFault);
  const guarded = <Port extends object>(port: Port): Port =>
    translateErrors(port, (error) => dbError(error, dialect));
  const connection = guarded({
    ping: async () => {
      await run('select 1 as answer', []);
    },
    close: async () => {
      await writer.close();
      await disconnect(database);
    },
  });
  return {
    resources: guarded(knexResources(run, writer)),
    tenants: guarded(knexTenants(reading, writer)),
    tokens: guarded(knexTokens(reading, run, writer)),
    handOvers: guarded(knexHandOvers(reading, writer)),
    log: guarded(knexLog(reading, run, writer)),
    outbox: guarded(knexOutbox(reading, run, writer)),
    ...connection,
  };
}

/** The writer last: closing it, SQLite writes what is in the WAL into the database file. */
async function disconnect({ reading, writing }: Database): Promise<void> {
  await reading.destroy();
  await writing.destroy();
}
