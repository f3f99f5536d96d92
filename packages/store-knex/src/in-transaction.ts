import { StoreUnavailable } from '@scimwright/store';
import type { Knex } from 'knex';
import { failureOf } from './db-error.ts';
import type { Dialect } from './dialect/dialect.ts';
import type { LastRead, Sent } from './dialect/sent.ts';
import type { Fragment } from './fragment.ts';
import type { RunSql } from './run-sql.ts';
import { withSession, type Session } from './session.ts';

/** A transaction in progress, on its connection. */
export interface Tx extends Pick<Session, 'dialect' | 'run' | 'query'> {
  /** Runs a statement whose rows nobody needs. In an optimistic transaction it waits for the next `run`, or for the commit. */
  readonly send: (statement: Fragment) => Promise<void>;
  /**
   * Runs a statement that changes rows, and returns those columns of them. In an optimistic transaction it waits as well: the rows are
   * the expected ones, and the commit fails with `Unexpected` if the statement changes another number of them. It runs at once when
   * the rows are not known before.
   */
  readonly change: <Row extends object>(
    statement: Fragment,
    returning: string,
    expected: readonly Row[] | undefined,
  ) => Promise<readonly Row[]>;
  /**
   * Reads rows as they are at the end of the transaction. In an optimistic one they arrive with the commit, so do not wait for them
   * before.
   */
  readonly readLast: <Row extends object>(read: LastRead) => Promise<readonly Row[]>;
}

/** The result of the work, and whether to commit its changes. */
export interface Worked<Result> {
  readonly keep: boolean;
  readonly result: Result;
}

/** Whether a transaction runs each statement at once, or sends many in one trip to the database. */
export type Mode = 'careful' | 'optimistic';

/** Runs work in a transaction of the one writer: a careful one unless you say otherwise. */
export type Transact = <Result>(work: (tx: Tx) => Promise<Worked<Result>>, mode?: Mode) => Promise<Result>;

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
  mode: Mode = 'careful',
): Promise<Result> {
  const isLost = (error: unknown): boolean => failureOf(error, dialect)?.isConnectionLost === true;
  let isCommitting = false;
  const committing = (): void => {
    isCommitting = true;
  };
  await dialect.verify();
  try {
    return await withSession(database, dialect, async (session) => {
      try {
        const { tx, commit, takeBack } = await begin[mode](session);
        const { keep, result } = await work(tx);
        await (keep ? commit(committing) : takeBack());
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

interface Transaction {
  readonly tx: Tx;
  /** @param committing - called before the trip that commits */
  readonly commit: (committing: () => void) => Promise<void>;
  /** Ends it without its changes. */
  readonly takeBack: () => Promise<void>;
}

const begin: Readonly<Record<Mode, (session: Session) => Promise<Transaction>>> = {
  careful: beginCareful,
  optimistic: beginOptimistic,
};

async function beginCareful({ dialect, run, query }: Session): Promise<Transaction> {
  await run(dialect.begin, []);
  return {
    tx: {
      dialect,
      run,
      query,
      send: async ({ sql, bindings }) => void (await run(sql, bindings)),
      change: (statement, returning) => runReturning(run, statement, returning),
      readLast: ({ sql, bindings }) => run(sql, bindings),
    },
    commit: async (committing) => {
      committing();
      await run('commit', []);
    },
    takeBack: async () => void (await run('rollback', [])),
  };
}

/** Begins when it has to: a transaction without reads is one trip to the database. */
async function beginOptimistic({ dialect, run, runTogether }: Session): Promise<Transaction> {
  let isOpen = false;
  const waiting: Sent[] = [];
  const reads: { readonly read: LastRead; readonly resolve: (rows: readonly unknown[]) => void }[] = [];
  const openAndSend = async (): Promise<void> => {
    if (!isOpen) await run(dialect.begin, []);
    isOpen = true;
    const statements = waiting.splice(0);
    if (statements.length > 0) await runTogether({ statements, reads: [], place: 'open' }, () => undefined);
  };
  const runNow: RunSql = async (sql, bindings) => {
    await openAndSend();
    return run(sql, bindings);
  };
  return {
    tx: {
      dialect,
      run: runNow,
      query: () => {
        throw new TypeError('Models need a careful transaction.');
      },
      send: async (statement) => void waiting.push(statement),
      change: async (statement, returning, expected) => {
        if (expected === undefined) return runReturning(runNow, statement, returning);
        waiting.push({ ...statement, changes: expected.length });
        return expected;
      },
      readLast: <Row extends object>(read: LastRead) =>
        new Promise<readonly Row[]>((resolve) => {
          // Only the caller knows what its statement selects.
          reads.push({ read, resolve: (rows) => resolve(rows as readonly Row[]) });
        }),
    },
    commit: async (committing) => {
      if (!isOpen && waiting.length === 0) return;
      const rows = await runTogether(
        { statements: waiting, reads: reads.map(({ read }) => read), place: isOpen ? 'last' : 'whole' },
        committing,
      );
      for (const [at, { resolve }] of reads.entries()) resolve(rows[at] ?? []);
    },
    takeBack: async () => {
      if (isOpen) await run('rollback', []);
    },
  };
}

function runReturning<Row extends object>(
  run: RunSql,
  { sql, bindings }: Fragment,
  returning: string,
): Promise<readonly Row[]> {
  return run(`${sql} returning ${returning}`, bindings);
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
