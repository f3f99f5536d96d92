import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { StoreFault, StoreUnavailable, type Change, type TenantId } from '@scimwright/store';
import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dbError } from '../db-error.ts';
import { sqlite } from '../dialect/sqlite.ts';
import { inTransaction } from '../in-transaction.ts';
import { migrationSource } from '../migrations/migration-source.ts';
import { openKnex } from '../open-knex.ts';
import { openReader } from '../open-reader.ts';
import { groupCommit, type Writer } from './group-commit.ts';

const at = '2026-01-31T12:00:00.000Z';
const tenant = 't1' as TenantId;

function create(id: string, body = '{}'): Change {
  return { kind: 'create', type: 'User', id, at, body, entries: [], members: [] };
}

const no = (): boolean => false;
const noChecks = { isOwnFault: no, isBlocked: no, isAway: no };

/** `Promise.withResolvers`, which Node 20 lacks. */
function promiseWithResolvers<Value>() {
  let open: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((resolve) => (open = resolve));
  return { promise, resolve: open };
}

describe('groupCommit', () => {
  let folder = '';
  let database: Knex;
  let writer: Writer;
  const statements: string[] = [];
  const dialect = () => sqlite(join(folder, 'store.sqlite'));
  const run = (sql: string) => openReader(database, dialect()).run<Record<string, unknown>>(sql, []);
  const ids = async () => (await run('select id from resources order by id')).map(({ id }) => id);
  const commit = (...changes: readonly Change[]) => writer.commit({ tenant, changes });
  const transactions = () => statements.filter((sql) => sql === 'begin immediate').length;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scimwright-writer-'));
    statements.length = 0;
    const { writer: config, ...rest } = dialect();
    await rest.prepare();
    database = openKnex(config, (sql) => statements.push(sql));
    await database.migrate.latest({ migrationSource: migrationSource({ writer: config, ...rest }) });
    writer = groupCommit((work) => inTransaction(database, dialect(), work), {
      ...noChecks,
      isOwnFault: (error) => dbError(error, dialect()) instanceof StoreFault,
    });
  });
  afterEach(async () => {
    await writer.close();
    await database.destroy();
    await rm(folder, { recursive: true });
  });

  it('commits batches that arrive together in one transaction, at most 64 at a time', async () => {
    await Promise.all(Array.from({ length: 64 }, (_, index) => commit(create(`u${index}`))));
    expect(transactions()).toBe(1);
    expect(statements.filter((sql) => sql.startsWith('insert into resources'))).toHaveLength(1);
    await Promise.all(Array.from({ length: 65 }, (_, index) => commit(create(`v${index}`))));
    expect(transactions()).toBe(3);
  });

  it('does not put more than about 500 rows into one transaction, unless one batch has more', async () => {
    const large = (name: string) => Array.from({ length: 300 }, (_, index) => create(`${name}${index}`));
    await Promise.all([commit(...large('a')), commit(...large('b')), commit(create('c'))]);
    expect(transactions()).toBe(2);
  });

  it('answers after the commit, never before', async () => {
    const { promise: opened, resolve: open } = promiseWithResolvers<void>();
    const { promise: committed, resolve: noteCommit } = promiseWithResolvers<void>();
    // The transaction is committed, but its result is held back until `open` is called.
    const held = groupCommit(async (work) => {
      const result = await inTransaction(database, dialect(), work);
      noteCommit();
      await opened;
      return result;
    }, noChecks);
    let isAnswered = false;
    const answer = held.commit({ tenant, changes: [create('u1')] }).then(() => (isAnswered = true));
    await committed;
    // By now, every possible answer has been given.
    for (let turn = 0; turn < 5; turn += 1) await setImmediate();
    expect(isAnswered).toBe(false);
    open();
    expect(await answer).toBe(true);
    await held.close();
  });

  it('rejects if the database refuses the commit', async () => {
    await run('create table parents (id text primary key)');
    await run('create table children (id text references parents deferrable initially deferred)');
    await run('pragma foreign_keys = on');
    const orphan = writer.transact(async (tx) => {
      await tx.run("insert into children (id) values ('nobody')", []);
      return { keep: true, result: 'answered' };
    });
    await expect(orphan).rejects.toThrow('FOREIGN KEY');
    expect(await run('select * from children')).toEqual([]);
  });

  it('lets a batch with a fault of its own fail alone', async () => {
    await commit(create('taken'));
    const outcomes = await Promise.allSettled(
      ['u1', 'u2', 'taken', 'u3'].map((id) => commit(create(id), create(`${id}-too`))),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await ids()).toEqual(['taken', 'u1', 'u1-too', 'u2', 'u2-too', 'u3', 'u3-too']);
  });

  it('rejects all batches of a transaction when the disk is full, and goes on when there is space again', async () => {
    await commit(create('u1'));
    const [pages] = await run('pragma page_count');
    await run(`pragma max_page_count = ${Number(pages?.['page_count']) + 2}`);
    const outcomes = await Promise.allSettled(
      ['u2', 'u3', 'u4'].map((id) => commit(create(id, JSON.stringify('x'.repeat(20_000))))),
    );
    const reasons = outcomes.map((outcome) =>
      outcome.status === 'rejected' ? dbError(outcome.reason, dialect()) : outcome,
    );
    expect(reasons).toStrictEqual([1, 2, 3].map(() => new StoreUnavailable('SQLITE_FULL')));
    expect(await ids()).toEqual(['u1']);

    await run('pragma max_page_count = 1000000');
    await commit(create('u2'));
    expect(await ids()).toEqual(['u1', 'u2']);
  });

  it('rolls back work that throws or discards its changes, and goes on', async () => {
    const write = (keep: boolean) =>
      writer.transact(async (tx) => {
        await tx.run("insert into deleted_ids (tenant_id, id) values ('t1', 'x')", []);
        return { keep, result: keep };
      });
    const thrown = writer.transact(async (tx) => {
      await tx.run("insert into deleted_ids (tenant_id, id) values ('t1', 'x')", []);
      throw new Error('thought better of it');
    });
    await expect(thrown).rejects.toThrow('thought better of it');
    expect(await write(false)).toBe(false);
    expect(await run('select * from deleted_ids')).toEqual([]);
    expect(await write(true)).toBe(true);
    expect(await run('select * from deleted_ids')).toHaveLength(1);
  });

  it('keeps the order of a tenant, and takes other work in turn', async () => {
    const order: string[] = [];
    const note = (name: string) => () => order.push(name);
    await Promise.all([
      commit(create('u1')).then(note('first batch')),
      writer.transact(async () => ({ keep: true, result: undefined })).then(note('work')),
      commit(create('u2')).then(note('second batch')),
    ]);
    expect(order).toEqual(['first batch', 'second batch', 'work']);
  });

  it('finishes its batches when it is closed, and refuses later ones', async () => {
    const queued = [commit(create('u1')), commit(create('u2'))];
    const closing = writer.close();
    await expect(commit(create('u3'))).rejects.toStrictEqual(new StoreUnavailable('CLOSED'));
    await closing;
    expect((await Promise.all(queued)).map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect(await ids()).toEqual(['u1', 'u2']);
  });
});
