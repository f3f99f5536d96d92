import { engines, openSession, type DatabaseSession, type TestDatabase } from '@scimwright/test-databases';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseDialect } from '../dialect/choose-dialect.ts';
import { openKnex } from '../open-knex.ts';
import type { RunSql } from '../run-sql.ts';
import { withSession } from '../session.ts';
import { columnsOf, type Columns } from './columns.ts';
import { compareTable } from './compare-table.ts';
import { fillStore } from './filled-store.fixture.ts';
import { moveDatabase } from './move-database.ts';
import type { Opened } from './opened.ts';
import { tables } from './tables.ts';

/** What is changed in a copy, and what makes it good again. */
const CHANGES: readonly (readonly [what: string, table: string, change: string, back: string])[] = [
  [
    'a value of a row',
    'tokens',
    "update tokens set hash = 'hash-K1' where id = 'k1'",
    "update tokens set hash = 'hash-k1' where id = 'k1'",
  ],
  [
    'a value that is null',
    'tokens',
    "update tokens set revoked = '' where id = 'k1'",
    "update tokens set revoked = null where id = 'k1'",
  ],
  [
    'a boolean',
    'tenants',
    "update tenants set enabled = not enabled where id = 't2'",
    "update tenants set enabled = not enabled where id = 't2'",
  ],
  [
    'a number',
    'resources',
    "update resources set version = version + 1 where id = 'u1'",
    "update resources set version = version - 1 where id = 'u1'",
  ],
  [
    'a search document',
    'resources',
    `update resources set document = '{"n":2}' where id = 'g1'`,
    "update resources set document = null where id = 'g1'",
  ],
  [
    'a row that is missing in the middle',
    'members',
    "delete from members where group_id = 'g1' and member_id = 'm700'",
    "insert into members (tenant_id, group_id, member_id) values ('t1', 'g1', 'm700')",
  ],
  [
    'a row too many at the end',
    'members',
    "insert into members (tenant_id, group_id, member_id) values ('t9', 'g', 'm')",
    "delete from members where tenant_id = 't9'",
  ],
];

describe.each(engines)('a copy on $name is not accepted', ({ open }) => {
  const databases: TestDatabase[] = [];
  const pools: Knex[] = [];
  const opened: Opened[] = [];
  let session: DatabaseSession;
  beforeAll(async () => {
    const [source, target] = [await open(), await open()];
    databases.push(source, target);
    await fillStore(source.url);
    await moveDatabase({ from: source.url, to: target.url });
    for (const [side, { url }] of [
      ['source', source],
      ['target', target],
    ] as const) {
      const dialect = chooseDialect(url);
      const pool = openKnex(dialect.mover, undefined);
      pools.push(pool);
      const columns = new Map<string, Columns>();
      for (const { name } of tables) columns.set(name, await columnsOf(pool, name));
      const run: RunSql = async <Row extends object>(...[sql, bindings]: Parameters<RunSql>) =>
        withSession(pool, dialect, (session) => session.run<Row>(sql, bindings));
      opened.push({ side, dialect, run, columns });
    }
    session = await openSession(target.url);
  });
  afterAll(async () => {
    await session.close();
    for (const pool of pools) await pool.destroy();
    for (const database of databases) await database.close();
  });

  const compare = (name: string): Promise<number> => {
    const [table, [source, target]] = [tables.find((one) => one.name === name), opened];
    if (table === undefined || source === undefined || target === undefined) throw new Error(name);
    return compareTable(source, target, table, () => undefined);
  };
  const differs = { side: 'target', reason: { code: 'DIFFERENT_ROWS' } };

  it.each(CHANGES)('with %s that differs', async (_, table, change, back) => {
    await session.run(change);
    await expect(compare(table)).rejects.toMatchObject(differs);
    await session.run(back);
    expect(await compare(table)).toBeGreaterThan(0);
  });

  it('with a counter that differs', async () => {
    await session.run("insert into audit (at, actor, action) values ('', '', '')");
    await session.run("delete from audit where at = ''");
    await expect(compare('audit')).rejects.toMatchObject(differs);
  });
});
