import { setTimeout } from 'node:timers/promises';
import {
  findPgBouncer,
  openPostgres,
  openSession,
  startPgBouncer,
  type PgBouncer,
  type PoolMode,
  type TestDatabase,
} from '@scimwright/test-databases';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { moveDatabase } from '../move/move-database.ts';
import { openKnex } from '../open-knex.ts';
import { openStore } from '../open-store.ts';
import { withConnection } from '../session.ts';
import { isShared } from './expect-session.ts';
import { postgres } from './postgres.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openPostgres();
  await (await openStore(database)).close();
});
afterAll(() => database.close());

const AT = '2026-01-31T12:00:00.000Z';

it.each([
  { own: [7, 7, 7], other: [8, 8], shared: false },
  { own: [7, 7, 7], other: [7, 7], shared: true },
  { own: [7, 8, 7], other: [9, 9], shared: true },
  { own: [7, 7, 7], other: [8, 9], shared: true },
  { own: [7, 7, 8], other: [8, 8], shared: true },
])('connections with the processes $own and $other share sessions: $shared', ({ own, other, shared }) => {
  expect(isShared(own, other)).toBe(shared);
});

it('without a pooler, a store asks once', async () => {
  const statements: string[] = [];
  const onStatement = (sql: string): void => void statements.push(sql);
  await (await openStore({ ...database, onStatement })).close();
  expect(statements.filter((sql) => sql === 'select pg_backend_pid() as backend')).toHaveLength(1);
});

describe.skipIf(findPgBouncer() === undefined)('behind PgBouncer, which must be installed,', () => {
  let bouncer: PgBouncer | undefined;
  afterEach(async () => {
    await bouncer?.close();
    bouncer = undefined;
  });
  const start = async (mode: PoolMode, settings: Readonly<Record<string, string>> = {}): Promise<string> => {
    bouncer = await startPgBouncer(database.url, mode, settings);
    return bouncer.url;
  };
  const refused = { name: 'StoreFault', code: 'SHARED_SESSIONS' };

  it.each<{ mode: PoolMode; settings: Readonly<Record<string, string>> }>([
    { mode: 'transaction', settings: {} },
    { mode: 'transaction', settings: { server_round_robin: '1' } },
    { mode: 'transaction', settings: { default_pool_size: '1' } },
    { mode: 'statement', settings: {} },
  ])('a store is refused with pool_mode = $mode and $settings', async ({ mode, settings }) => {
    const url = await start(mode, settings);
    await expect(openStore({ url })).rejects.toMatchObject(refused);
    await expect(openStore({ url, mustExist: true })).rejects.toMatchObject(refused);
  });

  it('a store is refused while other clients take and leave sessions', async () => {
    const url = await start('transaction', { server_round_robin: '1' });
    const busy = new AbortController();
    const clients = Array.from({ length: 4 }, async () => {
      const session = await openSession(url);
      while (!busy.signal.aborted) await session.run('select pg_sleep(0.002)');
      await session.close();
    });
    for (let times = 0; times < 10; times += 1) {
      await expect(openStore({ url })).rejects.toMatchObject(refused);
    }
    busy.abort();
    await Promise.all(clients);
  });

  it('a refused store has set nothing in the session of another client', async () => {
    const url = await start('transaction', { default_pool_size: '1' });
    await expect(openStore({ url, mustExist: true })).rejects.toMatchObject(refused);
    const session = await openSession(url);
    expect(await session.run("select current_setting('enable_seqscan') as value")).toEqual([{ value: 'on' }]);
    await session.close();
  });

  it('a move from or to there is refused', async () => {
    const url = await start('transaction');
    const other = await openPostgres();
    await (await openStore(other)).close();
    const from = moveDatabase({ from: url, to: other.url });
    await expect(from).rejects.toMatchObject({ side: 'source', reason: refused });
    const to = moveDatabase({ from: other.url, to: url });
    await expect(to).rejects.toMatchObject({ side: 'target', reason: refused });
    await other.close();
  });

  it('a store works with pool_mode = session', async () => {
    const store = await openStore({ url: await start('session') });
    await store.clock.raise({ at: AT, setBacks: 0 });
    const reads = Array.from({ length: 60 }, () => store.clock.read());
    expect(new Set((await Promise.all(reads)).map((mark) => mark?.at))).toEqual(new Set([AT]));
    await store.close();
  });

  it('a search is stopped with pool_mode = session, by the process that runs it', async () => {
    const dialect = postgres(await start('session'));
    const pool = openKnex(dialect.searcher, undefined);
    const began = performance.now();
    await withConnection(pool, dialect, async (connection, run) => {
      const search = run('select pg_sleep(8)', []).catch((error: unknown) => error);
      await setTimeout(100);
      await withConnection(pool, dialect, async (_, runOther) => {
        dialect.stop(connection, runOther);
        expect(await search).toMatchObject({ code: '57014' });
      });
    });
    expect(performance.now() - began).toBeLessThan(7_000);
    await pool.destroy();
  });
});
