import { setTimeout } from 'node:timers/promises';
import { StoreFault } from '@scimwright/store';
import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';
import { holdDatabase } from '../hold-database.ts';
import { migrationNames } from '../migrations/migration-source.ts';
import { openKnex } from '../open-knex.ts';
import type { RunSql } from '../run-sql.ts';
import { withSession } from '../session.ts';
import { columnsOf, type Columns } from './columns.ts';
import { onSide } from './move-refusal.ts';
import type { Opened } from './opened.ts';
import { tables } from './tables.ts';

/** How long the connections of a host that was just stopped may take to end, and how often to look, in milliseconds. */
const SESSIONS = { wait: 3_000, pause: 100 } as const;

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
        await expectNobody(run, dialect);
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
  if (done.some(({ name }) => !migrationNames.includes(name)))
    throw new StoreFault('NEWER_TABLES', undefined);
  if (migrationNames.some((name) => !names.has(name))) throw new StoreFault('OLDER_TABLES', undefined);
}

/** @throws StoreFault OTHER_SESSIONS that names them */
async function expectNobody(run: RunSql, { move: { sessions } }: Dialect): Promise<void> {
  if (sessions === undefined) return;
  for (let waited = 0; ; waited += SESSIONS.pause) {
    const found = await run<{ readonly name: string }>(sessions, []);
    if (found.length === 0) return;
    if (waited >= SESSIONS.wait) {
      const names = new Set(found.map(({ name }) => name));
      throw new StoreFault('OTHER_SESSIONS', [...names].join(', '));
    }
    await setTimeout(SESSIONS.pause);
  }
}
