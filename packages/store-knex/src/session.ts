import type { Knex } from 'knex';
import type { Constructor, Model, QueryBuilderType, TransactionOrKnex } from 'objection';
import { failureOf } from './db-error.ts';
import type { Dialect } from './dialect/dialect.ts';
import type { Binding, RunSql } from './run-sql.ts';

/** Statements and queries on one connection. */
export interface Session {
  readonly dialect: Dialect;
  readonly run: RunSql;
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

function runOn(database: Knex, dialect: Dialect, connection: unknown): RunSql {
  return async <Row extends object>(sql: string, bindings: readonly Binding[]) => {
    // As knex says its own statements; see `openKnex`.
    database.emit('query', { sql });
    // Only the caller knows what its statement selects.
    return (await dialect.run(connection, sql, bindings)) as readonly Row[];
  };
}
