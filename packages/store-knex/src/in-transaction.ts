import type { Knex } from 'knex';
import type { Constructor, Model, QueryBuilderType, TransactionOrKnex } from 'objection';
import type { Dialect } from './dialect/dialect.ts';
import { runSql, type RunSql } from './run-sql.ts';

/** A transaction under way on its connection. */
export interface Tx {
  readonly run: RunSql;
  /** A query of a model inside the transaction. */
  readonly query: <M extends Model>(model: Constructor<M> & typeof Model) => QueryBuilderType<M>;
  /** See `Dialect.lockRows`. */
  readonly lockRows: string;
}

/** What became of the work: `keep` says whether its changes are to be committed. */
export interface Worked<Result> {
  readonly keep: boolean;
  readonly result: Result;
}

/**
 * Runs work in a transaction on one connection. It returns after the commit, or after the rollback when the work does
 * not want to keep its changes. After a failure nothing is kept and the connection can be used again.
 *
 * knex's own transactions begin with a bare BEGIN, which on SQLite takes the write lock too late.
 *
 * @example
 * await inTransaction(database, dialect, async ({ run }) => ({ keep: true, result: await run('delete from log', []) }));
 */
export async function inTransaction<Result>(
  database: Knex,
  dialect: Dialect,
  work: (tx: Tx) => Promise<Worked<Result>>,
): Promise<Result> {
  const connection: unknown = await database.client.acquireConnection();
  const run = runSql(database, dialect, connection);
  try {
    await run(dialect.begin, []);
    const { keep, result } = await work({
      run,
      // objection types the argument as a transaction; it goes to knex, which takes a connection here.
      query: (model) => model.query(database).connection(connection as TransactionOrKnex),
      lockRows: dialect.lockRows,
    });
    await run(keep ? 'commit' : 'rollback', []);
    return result;
  } catch (error) {
    // It may have ended by itself, or never have begun.
    await run('rollback', []).catch(() => undefined);
    throw error;
  } finally {
    await database.client.releaseConnection(connection);
  }
}
