import type { Knex } from 'knex';
import type { Constructor, Model, QueryBuilderType, TransactionOrKnex } from 'objection';
import { failureOf } from './db-error.ts';
import type { Dialect } from './dialect/dialect.ts';
import type { Sending } from './dialect/sent.ts';
import type { Binding, RunSql } from './run-sql.ts';

/** Statements and queries on one connection. */
export interface Session {
  readonly dialect: Dialect;
  readonly run: RunSql;
  /** Runs statements in order, in as few trips to the database as it allows; see `Dialect.runTogether`. */
  readonly runTogether: (
    sending: Sending,
    committing: () => void,
  ) => Promise<readonly (readonly unknown[])[]>;
  /** A query of an objection model. */
  readonly query: <M extends Model>(model: Constructor<M> & typeof Model) => QueryBuilderType<M>;
}

/** Runs work on a connection of a pool. A connection that was lost meanwhile does not return to the pool. */
export function withSession<Result>(
  database: Knex,
  dialect: Dialect,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  return withConnection(database, dialect, (connection, run) =>
    work({
      dialect,
      run,
      runTogether: (sending, committing) =>
        dialect.runTogether(connection, sending, {
          report: (sql) => report(database, sql),
          committing,
        }),
      // objection declares a transaction here; knex takes a connection.
      query: (model) => model.query(database).connection(connection as TransactionOrKnex),
    }),
  );
}

/**
 * Runs work with the driver's own connection, taken from a pool. A connection that was lost meanwhile does not return to the
 * pool.
 */
export async function withConnection<Result>(
  database: Knex,
  dialect: Dialect,
  work: (connection: unknown, run: RunSql) => Promise<Result>,
): Promise<Result> {
  const connection: unknown = await database.client.acquireConnection();
  try {
    return await work(connection, runOn(database, dialect, connection));
  } catch (error) {
    if (failureOf(error, dialect)?.isConnectionLost === true) dialect.discard(connection);
    throw error;
  } finally {
    await database.client.releaseConnection(connection);
  }
}

/** Runs statements on the driver's own connection. */
export function runOn(database: Knex, dialect: Dialect, connection: unknown): RunSql {
  return async <Row extends object>(sql: string, bindings: readonly Binding[]) => {
    report(database, sql);
    // Only the caller knows what its statement selects.
    return (await dialect.run(connection, sql, bindings)) as readonly Row[];
  };
}

/** Reports a trip to the database as knex reports its own statements; see `openKnex`. */
function report(database: Knex, sql: string): void {
  database.emit('query', { sql });
}
