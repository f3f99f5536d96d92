import { SearchStopped, StoreBusy, type ReadSignal, type StopReason, type TenantId } from '@scimwright/store';
import { fairQueue } from '@scimwright/store/engine';
import type { Knex } from 'knex';
import { failureOf } from '../db-error.ts';
import { after } from '../after.ts';
import type { Reader } from '../open-reader.ts';
import type { RunSql } from '../run-sql.ts';
import { withConnection } from '../session.ts';
import { withRetry } from '../with-retry.ts';

/** Runs the searches that no index answers, apart from all other reads. */
export interface Searcher {
  /** A reader for one search, which is stopped when it takes too long and when its client has gone. */
  for(tenant: TenantId, signal: ReadSignal | undefined): Reader;
}

/** How many searches of a tenant may wait. */
const MAX_WAITING = 20;

/**
 * Opens a searcher over its own connections, so that searches do not hold up lookups and authentication. Tenants take turns, and none
 * gets all connections.
 *
 * @param limits.search - how long a search may take, in milliseconds
 * @param limits.searchTurn - how long it may wait for its turn
 */
export function openSearcher(
  database: Knex,
  reader: Reader,
  limits: { readonly search: number; readonly searchTurn: number },
): Searcher {
  const { dialect } = reader;
  const { places, perTenant } = dialect.searches;
  const queue = fairQueue({
    places,
    perTenant,
    waiting: MAX_WAITING,
    wait: limits.searchTurn,
    after,
    refusal: (why) => (why === 'gone' ? new SearchStopped('client gone') : new StoreBusy()),
  });
  const runFor =
    (tenant: TenantId, signal: ReadSignal | undefined): RunSql =>
    async <Row extends object>(sql: string, bindings: Parameters<RunSql>[1]) => {
      const release = await queue.take(tenant, signal);
      try {
        return await withRetry(
          () =>
            withConnection(database, dialect, (connection, run) =>
              stoppable(
                { limit: limits.search, signal, stop: () => dialect.stop(connection, reader.run) },
                () => run<Row>(sql, bindings),
              ).catch((error: unknown) => {
                // A late stop must not hit the next statement of the connection.
                if (error instanceof SearchStopped) dialect.stopped(connection);
                throw error;
              }),
            ),
          (error) => failureOf(error, dialect)?.kind === 'retry',
        );
      } finally {
        release();
      }
    };
  return { for: (tenant, signal) => ({ ...reader, run: runFor(tenant, signal) }) };
}

/** A stop before the statement has begun is lost, so it is repeated until the statement ends. */
const AGAIN_MS = 20;

async function stoppable<Result>(
  {
    limit,
    signal,
    stop,
  }: { readonly limit: number; readonly signal: ReadSignal | undefined; readonly stop: () => void },
  work: () => Promise<Result>,
): Promise<Result> {
  let reason: StopReason | undefined;
  let again: NodeJS.Timeout | undefined;
  const begin = (why: StopReason): void => {
    if (reason !== undefined) return;
    reason = why;
    stop();
    again = setInterval(stop, AGAIN_MS);
  };
  const gone = (): void => begin('client gone');
  const timer = setTimeout(() => begin('too long'), limit);
  signal?.addEventListener('abort', gone, { once: true });
  try {
    if (signal?.aborted) throw new SearchStopped('client gone');
    return await work();
  } catch (error) {
    throw reason === undefined ? error : new SearchStopped(reason);
  } finally {
    clearTimeout(timer);
    clearInterval(again);
    signal?.removeEventListener('abort', gone);
  }
}
