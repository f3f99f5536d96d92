import { StoreUnavailable } from '@scimwright/store';
import type { Knex } from 'knex';
import { failureOf } from './db-error.ts';
import type { Dialect } from './dialect/dialect.ts';
import { withSession, type Session } from './session.ts';

/** A transaction in progress, on its connection. */
export type Tx = Session;

/** The result of the work, and whether to commit its changes. */
export interface Worked<Result> {
  readonly keep: boolean;
  readonly result: Result;
}

/** Runs work in a transaction of the one writer. */
export type Transact = <Result>(work: (tx: Tx) => Promise<Worked<Result>>) => Promise<Result>;

/**
 * Runs work in a transaction on one connection. It resolves after the commit, or after the rollback when the work does not keep its
 * changes. After a failure nothing is kept, and the connection can be used again.
 *
 * knex's own transactions begin with a bare BEGIN, which on SQLite takes the write lock too late.
 *
 * @throws StoreUnavailable when the commit would be lost, see `Dialect.verify`; COMMIT_UNKNOWN when the connection was lost during
 * the commit, COMMIT_UNANSWERED when no answer came: the commit may have been made, so this function does not try again
 */
export async function inTransaction<Result>(
  database: Knex,
  dialect: Dialect,
  work: (tx: Tx) => Promise<Worked<Result>>,
): Promise<Result> {
  const isLost = (error: unknown): boolean => failureOf(error, dialect)?.isConnectionLost === true;
  let isCommitting = false;
  await dialect.verify();
  try {
    return await withSession(database, dialect, async (session) => {
      try {
        await session.run(dialect.begin, []);
        const { keep, result } = await work(session);
        isCommitting = keep;
        await session.run(keep ? 'commit' : 'rollback', []);
        return result;
      } catch (error) {
        if (!isLost(error)) await rollBack(session, isLost);
        throw error;
      }
    });
  } catch (error) {
    if (isCommitting && isLost(error)) {
      const isUnanswered = failureOf(error, dialect)?.code === 'NO_ANSWER';
      throw new StoreUnavailable(isUnanswered ? 'COMMIT_UNANSWERED' : 'COMMIT_UNKNOWN');
    }
    throw error;
  }
}

/** @throws when the connection was lost meanwhile: its transaction is still open, so nobody else may use it */
async function rollBack({ run }: Session, isLost: (error: unknown) => boolean): Promise<void> {
  try {
    await run('rollback', []);
  } catch (error) {
    if (isLost(error)) throw error;
    // The transaction had ended already, or never begun.
  }
}
