import { StoreFault, StoreUnavailable } from '@scimwright/store';
import type { Knex } from 'knex';
import { failureOf } from '../db-error.ts';
import type { Dialect } from '../dialect/dialect.ts';
import { holdDatabase } from '../hold-database.ts';
import { openKnex } from '../open-knex.ts';
import type { RunSql } from '../run-sql.ts';
import { runOn } from '../session.ts';
import { columnsOf, type Columns } from './columns.ts';
import { onSide } from './move-refusal.ts';
import type { Opened } from './opened.ts';
import { tables } from './tables.ts';

/**
 * Makes the tables in an empty database, and fills them. It is one transaction: if the work fails or the process dies, nothing is left of it.
 *
 * @throws MoveRefusal of the target
 */
export function withTarget<Result>(
  url: string,
  dialect: Dialect,
  source: Opened,
  work: (target: Opened) => Promise<Result>,
): Promise<Result> {
  return onSide('target', dialect, async () => {
    await dialect.prepare();
    const release = await holdDatabase(url, { waitMs: 0 });
    const database = openKnex(dialect.migrator, undefined);
    let isCommitting = false;
    try {
      await dialect.expectSession(database);
      await expectEmpty(database, source);
      const { migrationSource } = await import('../migrations/migration-source.ts');
      return await database.transaction(async (trx) => {
        await trx.migrate.latest({ migrationSource: migrationSource(dialect) });
        const columns = new Map<string, Columns>();
        for (const { name } of tables) columns.set(name, await columnsOf(trx, name));
        const runInside = runOn(trx, dialect, await trx.client.acquireConnection());
        const run: RunSql = <Row extends object>(...[sql, bindings]: Parameters<RunSql>) =>
          onSide('target', dialect, () => runInside<Row>(sql, bindings));
        for (const sql of dialect.move.readByKey) await run(sql, []);
        const result = await work({ side: 'target', dialect, run, columns });
        isCommitting = true;
        return result;
      });
    } catch (error) {
      if (isCommitting && failureOf(error, dialect)?.isConnectionLost === true) {
        throw new StoreUnavailable('COMMIT_UNKNOWN');
      }
      throw error;
    } finally {
      await database.destroy();
      await release();
    }
  });
}

/** @throws StoreFault NOT_EMPTY; SAME_DATABASE when it has the secret of the source, which no two databases share */
async function expectEmpty(database: Knex, source: Opened): Promise<void> {
  const there: string[] = [];
  for (const name of ['knex_migrations', ...tables.map((table) => table.name)]) {
    if (await database.schema.hasTable(name)) there.push(name);
  }
  if (there.length === 0) return;
  if (there.includes('secrets')) {
    const select = "select value from secrets where name = 'root'";
    const [[own], [other]] = await Promise.all([
      database('secrets')
        .where({ name: 'root' })
        .select('value')
        .catch(() => []),
      source.run<{ readonly value: string }>(select, []),
    ]);
    if (other !== undefined && own?.value === other.value) throw new StoreFault('SAME_DATABASE', undefined);
  }
  throw new StoreFault('NOT_EMPTY', there[0]);
}
