import { StoreUnavailable } from '@scimwright/store';
import type { Knex } from 'knex';
import { failureOf } from './db-error.ts';
import type { ColumnType, Dialect, ValueRows } from './dialect/dialect.ts';
import { withSession, type Scalar, type Session } from './session.ts';

/** A transaction under way on its connection. */
export interface Tx extends Session, Pick<Dialect, 'hasOneWriter' | 'lock' | 'among' | 'documents'> {
  /** Rows as parts of statements, in portions that one statement can hold; none for no rows. */
  valueRows(types: readonly ColumnType[], rows: readonly (readonly Scalar[])[]): readonly ValueRows[];
  /** From here on, waits for what others hold a moment only. */
  hurry(): Promise<void>;
}

/** What became of the work: `keep` says whether its changes are to be committed. */
export interface Worked<Result> {
  readonly keep: boolean;
  readonly result: Result;
}

/** Runs work in a transaction of the one writer. */
export type Transact = <Result>(work: (tx: Tx) => Promise<Worked<Result>>) => Promise<Result>;

/** The most rows in one statement: with a dozen columns still below every engine's limit of bound values. */
const MOST_ROWS = 500;

/**
 * Runs work in a transaction on one connection. It returns after the commit, or after the rollback when the work does
 * not want to keep its changes. After a failure nothing is kept and the connection can be used again.
 *
 * knex's own transactions begin with a bare BEGIN, which on SQLite takes the write lock too late.
 *
 * @throws StoreUnavailable when what is committed would be lost, see `Dialect.verify`; COMMIT_UNKNOWN when the connection
 * was lost while committing, COMMIT_UNANSWERED when nobody answered: it may have been made, so that doing it again is not
 * for this function to decide
 *
 * @example
 * await inTransaction(database, dialect, async ({ run }) => ({ keep: true, result: await run('delete from log', []) }));
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
        const { keep, result } = await work(txOn(session, dialect));
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

/** @throws when the connection was lost meanwhile: nobody else may get it, with a transaction that is still open */
async function rollBack({ run }: Session, isLost: (error: unknown) => boolean): Promise<void> {
  try {
    await run('rollback', []);
  } catch (error) {
    if (isLost(error)) throw error;
    // It had ended by itself, or never begun.
  }
}

function txOn(session: Session, dialect: Dialect): Tx {
  return {
    ...session,
    hasOneWriter: dialect.hasOneWriter,
    documents: dialect.documents,
    lock: (why) => dialect.lock(why),
    among: (select) => dialect.among(select),
    async hurry() {
      if (dialect.hurry !== undefined) await session.run(dialect.hurry, []);
    },
    valueRows(types, rows) {
      const portions: ValueRows[] = [];
      for (let at = 0; at < rows.length; at += MOST_ROWS) {
        portions.push(dialect.valueRows(types, rows.slice(at, at + MOST_ROWS)));
      }
      return portions;
    },
  };
}
