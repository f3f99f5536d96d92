import { engines, openSession, type TestDatabase, type TestEngine } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../open-store.ts';
import { contentsOf, type Contents } from './contents-of.fixture.ts';
import { fillStore, tenant } from './filled-store.fixture.ts';
import { moveDatabase, type MovedTable, type MoveProgress } from './move-database.ts';
import { tables } from './tables.ts';

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open({ open: openDatabase }: TestEngine): Promise<TestDatabase> {
  const database = await openDatabase();
  closing.push(() => database.close());
  return database;
}

/** A database of each engine that was used, which no move changes. */
const used = new Map<TestEngine, TestDatabase>();
async function usedOf(engine: TestEngine): Promise<TestDatabase> {
  const database = used.get(engine) ?? (await open(engine));
  if (!used.has(engine)) await fillStore(database.url);
  used.set(engine, database);
  return database;
}

const pairs = engines.flatMap((from) =>
  engines.map((to) => ({ from, to, name: `${from.name} to ${to.name}` })),
);

describe.each(pairs)('a move from $name', ({ from, to }) => {
  let before: Contents;
  let source: TestDatabase;
  let target: TestDatabase;
  let moved: readonly MovedTable[];
  beforeAll(async () => {
    source = await usedOf(from);
    target = await open(to);
    before = await contentsOf(source.url);
    moved = await moveDatabase({ from: source.url, to: target.url });
  });

  it('copies every row of every table as it is, and changes none', async () => {
    const empty = tables.filter(({ name }) => before[name]?.length === 0);
    expect(empty).toEqual([]);
    expect(await contentsOf(target.url)).toEqual(before);
    expect(await contentsOf(source.url)).toEqual(before);
    expect(moved).toEqual(tables.map(({ name }) => ({ table: name, rows: before[name]?.length })));
  });

  it('gives a store that goes on where the other one stopped', async () => {
    const [old, store] = [await openStore(source), await openStore({ ...target, mustExist: true })];
    expect(await store.secret()).toEqual(await old.secret());
    expect(await store.tokens.find('hash-k1')).toEqual(await old.tokens.find('hash-k1'));
    const failing = await store.outbox.failing({ tenant, limit: 9 });
    expect(failing).toMatchObject([{ attempts: 1, error: 'no answer' }]);
    expect(failing).toEqual(await old.outbox.failing({ tenant, limit: 9 }));
    await old.close();
    // Three entries were made, and the third one has been deleted.
    const entry = { at: '2026-02-01T00:00:00.000Z', actor: 'cli:ada', action: 'issueToken' };
    await store.audit.append({ ...entry, connector: undefined, tenant: undefined, subject: undefined });
    expect(await store.audit.read({ limit: 1 })).toMatchObject([{ seq: 4 }]);
    while ((await store.sweep('2999-01-01T00:00:00.000Z')) !== undefined);
    await store.close();
    expect(await contentsOf(target.url)).toMatchObject({ removals: [] });
  });

  it('leaves nothing in the target when it is stopped, and can be done again', async () => {
    const other = await open(to);
    const seen: MoveProgress[] = [];
    const stopped = moveDatabase({
      from: source.url,
      to: other.url,
      onProgress: (progress) => seen.push(progress),
      isStopped: () => seen.some(({ step, table }) => step === 'compared' && table === 'members'),
    });
    await expect(stopped).rejects.toMatchObject({ side: 'target', reason: { code: 'STOPPED' } });
    const total = before['members']?.length;
    expect(seen).toContainEqual({ step: 'copied', table: 'members', rows: 500, total });
    const empty = openStore({ url: other.url, mustExist: true });
    await expect(empty).rejects.toMatchObject({ code: 'NO_TABLES' });
    await moveDatabase({ from: source.url, to: other.url });
  });
});

/** How each engine lists its tables with the columns of their primary keys, and the columns that it counts up. */
const LISTS = {
  SQLite: {
    keys: `select m.name as table_name, p.name as column_name
      from sqlite_master m left join pragma_table_info(m.name) p on p.pk > 0
      where m.type = 'table' and m.name not like 'sqlite%' order by m.name, p.pk`,
    counters: `select name as table_name, 'seq' as column_name from sqlite_master
      where type = 'table' and sql like '%autoincrement%'`,
  },
  PostgreSQL: {
    keys: `select table_name, column_name from information_schema.tables
      left join information_schema.table_constraints c using (table_schema, table_name)
      left join information_schema.key_column_usage using (table_schema, table_name, constraint_name)
      where table_schema = 'public' and coalesce(constraint_type, 'PRIMARY KEY') = 'PRIMARY KEY'
      order by table_name, ordinal_position`,
    counters: `select table_name, column_name from information_schema.columns
      where table_schema = 'public' and column_default like 'nextval(%'`,
  },
} as const;

/** The tables of knex, which a move makes anew by migrating. */
const OF_KNEX = /^knex_migrations/;

it.each(engines)('the tables of a move are all that the migrations make on $name', async (engine) => {
  const { url } = await open(engine);
  await (await openStore({ url })).close();
  const session = await openSession(url);
  const columnsBy = async (sql: string) => {
    const found = new Map<string, unknown[]>();
    for (const { table_name: table, column_name: column } of await session.run(sql)) {
      const name = String(table);
      if (!OF_KNEX.test(name)) found.set(name, [...(found.get(name) ?? []), column]);
    }
    return Object.fromEntries(found);
  };
  const [keys, counters] = [
    await columnsBy(LISTS[engine.name].keys),
    await columnsBy(LISTS[engine.name].counters),
  ];
  await session.close();
  expect(keys).toEqual(Object.fromEntries(tables.map(({ name, key }) => [name, key])));
  expect(counters).toEqual(
    Object.fromEntries(
      tables.flatMap(({ name, counter }) => (counter === undefined ? [] : [[name, [counter]]])),
    ),
  );
});
