import { fairQueue, StoreBusy, StoreUnavailable, type Release } from '@scimwright/store';
import type { Knex } from 'knex';
import { failureOf } from './db-error.ts';
import type { Dialect } from './dialect/dialect.ts';
import { withSession, type RunSql, type Session } from './session.ts';
import { after } from './after.ts';
import { withRetry } from './with-retry.ts';

/** What reads outside of transactions. What passes by itself, such as a connection that went away, is read again. */
export interface Reader extends Pick<Dialect, 'among' | 'joinEach' | 'textIn' | 'valueRows' | 'documents'> {
  /** One statement on some connection. */
  readonly run: RunSql;
  /** Several, or queries of models, on one connection. */
  readonly read: <Result>(work: (session: Session) => Promise<Result>) => Promise<Result>;
  /**
   * The same for one of those who take turns: a tenant, or the token of somebody who is not known yet. However much one of
   * them asks, the next connection that is free is another's.
   */
  readonly inTurn: (lane: string) => Reader;
}

/** So much of one that takes turns may wait: far more than a server lets in of one tenant. */
const MOST_WAITING = 1_000;

const LATE = new Error('no turn in time');

/**
 * Opens a reader over a pool of connections.
 *
 * @example
 * const { run } = openReader(database, dialect);
 * const [row] = await run<{ total: number }>('select count(*) as total from resources', []);
 */
export function openReader(database: Knex, dialect: Dialect): Reader {
  const turns = fairQueue<string>({
    places: dialect.reader.pool?.max ?? 1,
    waiting: MOST_WAITING,
    wait: dialect.reader.acquireConnectionTimeout ?? Infinity,
    after,
    refusal: (why) => (why === 'full' ? new StoreBusy() : LATE),
  });
  const read: Reader['read'] = (work) =>
    withRetry(
      () => withSession(database, dialect, work),
      (error) => failureOf(error, dialect)?.kind === 'retry',
    );
  let done = 0;
  /** Who waits for too long while others are answered asks for too much; while nobody is, the database is away. */
  const waitForTurn = async (lane: string): Promise<Release> => {
    const before = done;
    try {
      return await turns.take(lane, undefined);
    } catch (error) {
      if (error !== LATE) throw error;
      throw done === before ? new StoreUnavailable('POOL_TIMEOUT') : new StoreBusy();
    }
  };
  const readInTurn =
    (lane: string): Reader['read'] =>
    async (work) => {
      const release = turns.tryTake(lane) ?? (await waitForTurn(lane));
      try {
        const result = await read(work);
        done += 1;
        return result;
      } finally {
        release();
      }
    };
  const inTurn = (lane: string): Reader => readerOf(dialect, readInTurn(lane), inTurn);
  return readerOf(dialect, read, inTurn);
}

function readerOf(dialect: Dialect, read: Reader['read'], inTurn: Reader['inTurn']): Reader {
  return {
    read,
    inTurn,
    run: (sql, bindings) => read(({ run }) => run(sql, bindings)),
    among: (select) => dialect.among(select),
    joinEach: (table, alias, on) => dialect.joinEach(table, alias, on),
    textIn: (column, name) => dialect.textIn(column, name),
    valueRows: (types, rows) => dialect.valueRows(types, rows),
    documents: dialect.documents,
  };
}
