import type { Vacuumed } from '@scimwright/store';
import type { Knex } from 'knex';
import { failureOf } from './db-error.ts';
import type { Dialect } from './dialect/dialect.ts';
import { withSession } from './session.ts';
import { withRetry } from './with-retry.ts';

/**
 * Takes what was deleted out of the files of a database, as far as it lets itself be asked; see `Store.scrub`.
 *
 * @param writing - the connection of the writer, of which there is one: so it is done between two transactions
 *
 * @example
 * const isDone = await scrub(database, dialect);
 */
export async function scrub(writing: Knex, dialect: Dialect): Promise<boolean> {
  const { scrub: sql } = dialect;
  if (sql === undefined) return true;
  const [done] = await withSession(writing, dialect, ({ run }) => run<{ readonly busy: number }>(sql, []));
  return done?.busy === 0;
}

/**
 * Writes the files of a database anew; see `Store.vacuum`. Emptying the write-ahead log is part of it: SQLite writes all of the
 * new file there first.
 *
 * @param writing - the connection of the writer: whatever wants to write in this process waits
 *
 * @example
 * const sizes = await vacuum(database, dialect);
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
