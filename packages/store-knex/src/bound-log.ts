import type { Knex } from 'knex';
import type { Dialect } from './dialect/dialect.ts';
import { withSession } from './session.ts';

/** After how many transactions the size of the write-ahead log is looked at, and beyond how many bytes it is made empty. */
const BOUNDS = { every: 200, bytes: 33_554_432 };

/**
 * Keeps the write-ahead log short when it is called before each transaction. SQLite writes the log into the database by itself. But it starts the log over only when
 * nobody reads from it, and on a busy host somebody always does. So it would grow without end.
 *
 * @param writing - the writer's only connection, so that it happens between two transactions
 */
export function boundLog(
  writing: Knex,
  dialect: Dialect,
  { every, bytes }: typeof BOUNDS = BOUNDS,
): () => Promise<void> {
  const { writeAheadLog: log } = dialect;
  if (log === undefined) return async () => undefined;
  let transactions = 0;
  const shorten = async (): Promise<void> => {
    if ((await log.size()) <= bytes) return;
    await withSession(writing, dialect, async ({ run }) => {
      await run(log.beBrief, []);
      try {
        await run(log.empty, []);
      } finally {
        await run(log.beAsBefore, []);
      }
    });
  };
  return async () => {
    transactions += 1;
    // What stands in its way now may be gone the next time.
    if (transactions % every === 0) await shorten().catch(() => undefined);
  };
}
