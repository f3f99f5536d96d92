import { StoreBusy, StoreUnavailable } from '@scimwright/store';
import { fairQueue, type Release } from '@scimwright/store/engine';
import type { Knex } from 'knex';
import { failureOf } from './db-error.ts';
import type { Dialect } from './dialect/dialect.ts';
import type { RunSql } from './run-sql.ts';
import { withConnection, withSession, type Session } from './session.ts';
import { after } from './after.ts';
import { withRetry } from './with-retry.ts';

/** Reads outside of transactions, and reads again after a failure that passes, such as a lost connection. */
export interface Reader {
  readonly dialect: Dialect;
  /** Runs one statement on some connection. */
  readonly run: RunSql;
  /** Runs several statements, or queries of models, on one connection. */
  readonly read: <Result>(work: (session: Session) => Promise<Result>) => Promise<Result>;
  /**
   * The same reader for one flow: a tenant, or the token of a client that is not authenticated yet. Flows take turns, so that however
   * much one reads, the next free connection is another's.
   */
  readonly inTurn: (flow: string) => Reader;
}

/** The reads of a reader. */
type Reading = Pick<Reader, 'run' | 'read'>;

/** How many reads of one flow may wait: far more than a server lets in for one tenant. */
const MAX_WAITING = 1_000;

const LATE = new Error('no turn in time');

/** Opens a reader over a pool of connections. */
export function openReader(database: Knex, dialect: Dialect): Reader {
  const turns = fairQueue<string>({
    places: dialect.reader.pool?.max ?? 1,
    waiting: MAX_WAITING,
    wait: dialect.reader.acquireConnectionTimeout ?? Infinity,
    after,
    refusal: (why) => (why === 'full' ? new StoreBusy() : LATE),
  });
  const isPassing = (error: unknown): boolean => failureOf(error, dialect)?.kind === 'retry';
  const atOnce: Reading = {
    run: (sql, bindings) =>
      withRetry(() => withConnection(database, dialect, (_, run) => run(sql, bindings)), isPassing),
    read: (work) => withRetry(() => withSession(database, dialect, work), isPassing),
  };
  let done = 0;
  /** A flow that waits too long while others are answered reads too much; while none is answered, the database is away. */
  const waitForTurn = async (flow: string): Promise<Release> => {
    const before = done;
    try {
      return await turns.take(flow, undefined);
    } catch (error) {
      if (error !== LATE) throw error;
      throw done === before ? new StoreUnavailable('POOL_TIMEOUT') : new StoreBusy();
    }
  };
  const afterTurn = async <Result>(flow: string, work: () => Promise<Result>): Promise<Result> => {
    const release = turns.tryTake(flow) ?? (await waitForTurn(flow));
    try {
      const result = await work();
      done += 1;
      return result;
    } finally {
      release();
    }
  };
  const inTurn = (flow: string): Reader => ({
    dialect,
    inTurn,
    run: (sql, bindings) => afterTurn(flow, () => atOnce.run(sql, bindings)),
    read: (work) => afterTurn(flow, () => atOnce.read(work)),
  });
  return { dialect, inTurn, ...atOnce };
}
