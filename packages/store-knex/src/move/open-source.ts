import { setTimeout } from 'node:timers/promises';
import { StoreFault } from '@scimwright/store';
import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';
import { holdDatabase } from '../hold-database.ts';
import { migrationNames } from '../migrations/migration-names.ts';
import { openKnex } from '../open-knex.ts';
import type { RunSql } from '../run-sql.ts';
import { withSession } from '../session.ts';
import { columnsOf, type Columns } from './columns.ts';
import { onSide } from './move-refusal.ts';
import type { Opened } from './opened.ts';
import { tables } from './tables.ts';

/** How long the connections of a host that was just stopped may take to end, in milliseconds. */
const ENDING_MS = 3_000;

/** The pause between two looks, in milliseconds. */
const PAUSE_MS = 100;

/**
 * Opens a database for reading. Until the work is done, no host uses it and nobody changes it.
 *
 * @throws MoveRefusal of the source
 */
export function withSource<Result>(
  url: string,
  dialect: Dialect,
  work: (source: Opened) => Promise<Result>,
): Promise<Result> {
  return onSide('source', dialect, async () => {
    await dialect.prepare({ mustExist: true });
    const release = await holdDatabase(url, { waitMs: 0 });
    const database = openKnex(dialect.mover, undefined);
    try {
      await dialect.expectSession(database);
      await expectThisVersion(database);
      const columns = new Map<string, Columns>();
      for (const { name } of tables) columns.set(name, await columnsOf(database, name));
      return await withSession(database, dialect, async (session) => {
        const run: RunSql = (sql, bindings) => onSide('source', dialect, () => session.run(sql, bindings));
        await expectNobody(run, dialect, ENDING_MS);
        for (const sql of dialect.move.freeze(tables.map(({ name }) => name))) await run(sql, []);
        const result = await work({ side: 'source', dialect, run, columns });
        await run('rollback', []);
        return result;
      });
    } finally {
      await database.destroy();
      await release();
    }
  });
}

/** @throws StoreFault NO_TABLES, OLDER_TABLES or NEWER_TABLES */
async function expectThisVersion(database: Knex): Promise<void> {
  if (!(await database.schema.hasTable('knex_migrations'))) throw new StoreFault('NO_TABLES', undefined);
  const done: readonly { readonly name: string }[] = await database('knex_migrations').select('name');
  const names = new Set(done.map(({ name }) => name));
  if (done.some(({ name }) => !new Set<string>(migrationNames).has(name)))
    throw new StoreFault('NEWER_TABLES', undefined);
  if (migrationNames.some((name) => !names.has(name))) throw new StoreFault('OLDER_TABLES', undefined);
}

/**
 * Checks that no host is connected. A host that was just stopped may take a moment, unless there is no time to wait.
 *
 * @throws StoreFault OTHER_SESSIONS that names them
 */
export async function expectNobody(run: RunSql, { move }: Dialect, wait: number): Promise<void> {
  if (move.sessions === undefined) return;
  for (let waited = 0; ; waited += PAUSE_MS) {
    const found = await run<{ readonly name: string }>(move.sessions, []);
    if (found.length === 0) return;
    if (waited >= wait) {
      const names = new Set(found.map(({ name }) => name));
      throw new StoreFault('OTHER_SESSIONS', [...names].join(', '));
    }
    await setTimeout(PAUSE_MS);
  }
}
