import { createHash } from 'node:crypto';
import { access, readFile, symlink } from 'node:fs/promises';
import {
  engines,
  openPostgres,
  openSession,
  openSqlite,
  type TestDatabase,
} from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdDatabase } from '../hold-database.ts';
import { openStore } from '../open-store.ts';
import { moveDatabase } from './move-database.ts';

const MARK = "insert into marks (name, at) values ('late', '')";

/** What somebody is told who writes into a database that is being moved. */
const BUSY = { SQLite: { code: 'SQLITE_BUSY' }, PostgreSQL: { code: '55P03' } } as const;

const pathOf = (url: string): string => url.slice('sqlite:'.length);

/** Runs statements on a connection of its own. */
async function run(url: string, ...statements: readonly string[]): Promise<void> {
  const session = await openSession(url);
  for (const sql of statements) await session.run(sql);
  await session.close();
}

async function hashOf(url: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(pathOf(url)))
    .digest('hex');
}

describe.each(engines)('a move on $name is refused', ({ open }) => {
  let source: TestDatabase;
  let target: TestDatabase;
  beforeAll(async () => {
    source = await open();
    target = await open();
    await (await openStore(source)).close();
  });
  afterAll(async () => {
    await source.close();
    await target.close();
  });
  const move = () => moveDatabase({ from: source.url, to: target.url });
  const refused = (side: string, code: string, constraint?: string) => ({
    name: 'MoveRefusal',
    side,
    reason: { code, ...(constraint !== undefined && { constraint }) },
  });

  it('if the source has no tables', async () => {
    const empty = await open();
    const moved = moveDatabase({ from: empty.url, to: target.url });
    await expect(moved).rejects.toMatchObject(refused('source', 'NO_TABLES'));
    await empty.close();
  });

  it.each([
    {
      what: 'older',
      code: 'OLDER_TABLES',
      change: "delete from knex_migrations where name = '0001-initial'",
      back: "insert into knex_migrations (name) values ('0001-initial')",
    },
    {
      what: 'newer',
      code: 'NEWER_TABLES',
      change: "insert into knex_migrations (name) values ('9999-future')",
      back: "delete from knex_migrations where name = '9999-future'",
    },
  ])('if the tables of the source are $what', async ({ code, change, back }) => {
    await run(source.url, change);
    await expect(move()).rejects.toMatchObject(refused('source', code));
    await run(source.url, back);
  });

  it('if somebody has added a column to a table', async () => {
    await run(source.url, 'alter table tenants add column note text');
    await expect(move()).rejects.toMatchObject(refused('source', 'OTHER_COLUMNS', 'tenants'));
    await run(source.url, 'alter table tenants drop column note');
  });

  it('if the target has tables, even without rows', async () => {
    const other = await open();
    await (await openStore(other)).close();
    const moved = moveDatabase({ from: source.url, to: other.url });
    await expect(moved).rejects.toMatchObject(refused('target', 'NOT_EMPTY'));
    await other.close();
  });

  it('if the target has a table of another program by the name of one of ours', async () => {
    const other = await open();
    await run(other.url, 'create table secrets (id integer)');
    const moved = moveDatabase({ from: source.url, to: other.url });
    await expect(moved).rejects.toMatchObject(refused('target', 'NOT_EMPTY', 'secrets'));
    await other.close();
  });

  it('if both URLs lead to one database', async () => {
    const moved = moveDatabase({ from: source.url, to: source.url });
    await expect(moved).rejects.toMatchObject(refused('target', 'SAME_DATABASE'));
  });

  it('for a database that was moved there already', async () => {
    const other = await open();
    await moveDatabase({ from: source.url, to: other.url });
    const again = moveDatabase({ from: source.url, to: other.url });
    await expect(again).rejects.toMatchObject(refused('target', 'SAME_DATABASE'));
    await other.close();
  });
});

describe('a move from SQLite', () => {
  let source: TestDatabase;
  let target: TestDatabase;
  beforeAll(async () => {
    source = await openSqlite();
    target = await openSqlite();
    await (await openStore(source)).close();
  });
  afterAll(async () => {
    await source.close();
    await target.close();
  });
  const move = () => moveDatabase({ from: source.url, to: target.url });

  it('makes no file in place of a source that is missing', async () => {
    const missing = `${source.url}-missing`;
    const moved = moveDatabase({ from: missing, to: target.url });
    await expect(moved).rejects.toMatchObject({ side: 'source', reason: { code: 'NO_TABLES' } });
    for (const url of [missing, `${missing}-host`, target.url]) {
      await expect(access(pathOf(url))).rejects.toMatchObject({ code: 'ENOENT' });
    }
  });

  it.each(['source', 'target'] as const)('is refused if a host runs on the %s', async (side) => {
    const release = await holdDatabase((side === 'source' ? source : target).url, { waitMs: 0 });
    await expect(move()).rejects.toMatchObject({ side, reason: { code: 'OTHER_HOST' } });
    await release();
  });

  it('is refused if a link leads from one URL to the file of the other', async () => {
    const link = `${source.url}-link`;
    await symlink(pathOf(source.url), pathOf(link));
    const moved = moveDatabase({ from: source.url, to: link });
    await expect(moved).rejects.toMatchObject({ side: 'target', reason: { code: 'SAME_DATABASE' } });
  });

  it.each(["x'00ff'", "'a' || char(0) || 'b'"])('is refused if a text is %s', async (value) => {
    await run(source.url, `insert into marks (name, at) values ('broken', ${value})`);
    await expect(move()).rejects.toMatchObject({
      side: 'source',
      reason: { code: 'OTHER_VALUE', constraint: 'marks.at' },
    });
    await run(source.url, "delete from marks where name = 'broken'");
  });

  it('leaves the file as it is, to the byte, and lets nobody write meanwhile', async () => {
    const before = await hashOf(source.url);
    const session = await openSession(source.url);
    await session.run('pragma busy_timeout = 0');
    const written: Promise<unknown>[] = [];
    await moveDatabase({
      from: source.url,
      to: target.url,
      onProgress: () => {
        if (written.length < 2) written.push(session.run(MARK).catch((error: unknown) => error));
      },
    });
    expect(await Promise.all(written)).toMatchObject([BUSY.SQLite, BUSY.SQLite]);
    await session.close();
    expect(await hashOf(source.url)).toBe(before);
  });
});

describe('a move from PostgreSQL', () => {
  const role = `other_${crypto.randomUUID().replaceAll('-', '')}`;
  let source: TestDatabase;
  let target: TestDatabase;
  /** A URL of the source for another role, whose sessions are not taken for those of a host. */
  let others: string;
  beforeAll(async () => {
    source = await openPostgres();
    target = await openSqlite();
    await (await openStore(source)).close();
    await run(source.url, `create role ${role} login password 'Zx9'`, `grant insert on marks to ${role}`);
    const url = new URL(source.url);
    [url.username, url.password] = [role, 'Zx9'];
    others = url.href;
  });
  afterAll(async () => {
    await run(source.url, `drop owned by ${role}`, `drop role ${role}`);
    await source.close();
    await target.close();
  });

  it('is refused if a host or anybody else of its role is connected', async () => {
    const store = await openStore(source);
    await store.ping();
    const session = await openSession(`${source.url}?application_name=psql`);
    const moved = moveDatabase({ from: source.url, to: target.url });
    await expect(moved).rejects.toMatchObject({
      side: 'source',
      reason: { code: 'OTHER_SESSIONS', constraint: 'psql, scimwright' },
    });
    await store.close();
    await session.close();
  });

  it('is refused if a host was started meanwhile', async () => {
    const session = await openSession(others);
    const renamed: Promise<unknown>[] = [];
    const moved = moveDatabase({
      from: source.url,
      to: target.url,
      onProgress: () => {
        if (renamed.length === 0) renamed.push(session.run("set application_name = 'scimwright'"));
      },
    });
    await expect(moved).rejects.toMatchObject({
      side: 'source',
      reason: { code: 'OTHER_SESSIONS', constraint: 'scimwright' },
    });
    await Promise.all(renamed);
    await session.close();
  });

  it('lets nobody write meanwhile', async () => {
    const session = await openSession(others);
    await session.run("set lock_timeout = '1ms'");
    const written: Promise<unknown>[] = [];
    await moveDatabase({
      from: source.url,
      to: target.url,
      onProgress: () => {
        if (written.length < 2) written.push(session.run(MARK).catch((error: unknown) => error));
      },
    });
    expect(await Promise.all(written)).toMatchObject([BUSY.PostgreSQL, BUSY.PostgreSQL]);
    await session.close();
  });
});
