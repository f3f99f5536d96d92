import type { Vacuumed } from '@scimwright/store';
import type { Knex } from 'knex';
import { failureOf } from './db-error.ts';
import type { Dialect } from './dialect/dialect.ts';
import { withSession } from './session.ts';
import { withRetry } from './with-retry.ts';

/**
 * Removes deleted data from the database files; see `Store.scrub`.
 *
 * @param writing - the writer's only connection, so that it happens between two transactions
 */
export async function scrub(writing: Knex, dialect: Dialect): Promise<boolean> {
  const { scrub: sql } = dialect;
  if (sql === undefined) return true;
  const [done] = await withSession(writing, dialect, ({ run }) => run<{ readonly busy: number }>(sql, []));
  return done?.busy === 0;
}

/**
 * Rewrites the database files; see `Store.vacuum`. It also empties the write-ahead log, because SQLite writes the whole new file there
 * first.
 *
 * @param writing - the writer's connection: other writes of this process wait
 */
export async function vacuum(writing: Knex, dialect: Dialect): Promise<Vacuumed | undefined> {
  const { vacuum: sql } = dialect;
  const before = await dialect.size();
  if (sql === undefined || before === undefined) return undefined;
  await withRetry(
    () => withSession(writing, dialect, ({ run }) => run(sql, [])),
    (error) => failureOf(error, dialect)?.kind === 'retry',
  );
  const isScrubbed = await scrub(writing, dialect);
  return { before, after: (await dialect.size()) ?? before, isScrubbed };
}
