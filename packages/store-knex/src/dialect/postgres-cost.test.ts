import { emptyDelta } from '@scimwright/core/patch';
import type { Change, Store, TenantId } from '@scimwright/store';
import {
  openPostgres,
  openSession,
  startPostgres,
  type PostgresServer,
  type TestDatabase,
} from '@scimwright/test-databases';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findGroups, groupType } from '../find-groups.fixture.ts';
import { logEntry } from '../log-entry.fixture.ts';
import { openKnex } from '../open-knex.ts';
import { openReader } from '../open-reader.ts';
import type { RunSql } from '../run-sql.ts';
import { openStore } from '../open-store.ts';
import { postgres } from './postgres.ts';

const AT = '2026-01-31T12:00:00.000Z';
const LATER = '2026-01-31T12:01:00.000Z';
const tenant = 't1' as TenantId;

// Not that of the test run: a transaction of another database would keep deleted rows in the indexes.
let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const ENTRY = logEntry({ at: AT });

function create(type: 'User' | 'Group', id: string): Change {
  const path = type === 'User' ? 'userName' : 'displayName';
  return {
    kind: 'create',
    type,
    id,
    at: AT,
    body: '{}',
    entries: [{ path, key: id, unique: true }],
    members: [],
  };
}

function change(members: Partial<typeof emptyDelta>): Change {
  const all = { ...emptyDelta, ...members };
  return { kind: 'members', type: 'Group', id: 'group', at: AT, expected: undefined, members: all };
}

function event(resourceId: string): Change {
  return {
    kind: 'event',
    event: { type: 'user.updated', resourceType: 'User', resourceId, at: AT, data: {} },
  };
}

/** Does once what Entra and the delivery of events do all day. Each step is about a few rows at most. */
async function oneOfEach(store: Store, n: string): Promise<void> {
  const { resources, outbox, tokens, log } = store;
  const id = `one-${n}`;
  await resources.commit(tenant, [create('User', id), event(id)]);
  await resources.commit(tenant, [change({ add: [id] })]);
  expect((await resources.memberships(tenant, [id], 'displayName')).get(id)).toHaveLength(1);
  await findGroups(store, tenant, 'displayName eq "group"');
  await findGroups(store, tenant, `id eq "group" and members eq "${id}"`);
  await resources.get(tenant, 'User', id);
  for await (const portion of resources.portions(tenant, [id, 'group'], 1)) expect(portion).toHaveLength(1);
  await resources.commit(tenant, [
    {
      kind: 'update',
      type: 'User',
      id,
      at: AT,
      expected: 1,
      body: '{}',
      entries: {
        add: [{ path: 'userName', key: `${id}-new`, unique: true }],
        drop: [{ path: 'userName', key: id, unique: true }],
      },
      members: emptyDelta,
    },
    event(id),
  ]);
  await resources.commit(tenant, [change({ remove: [id] })]);
  await resources.commit(tenant, [change({ add: [id] })]);
  await resources.commit(tenant, [
    { kind: 'remove', type: 'User', id, at: AT, expected: undefined },
    event(id),
  ]);
  await tokens.find(id);
  await log.read(tenant, { limit: 5 });
  const { events } = await outbox.claim({ owner: 'host', now: AT, leaseUntil: LATER, limit: 4 });
  const outcomes = events.map(({ seq }) => ({ kind: 'delivered', seq }) as const);
  await outbox.acknowledge({ owner: 'host', now: AT, outcomes });
}

/** Stops the server from analyzing tables at random times, which would change the plans from run to run. */
async function stopAnalyzing({ url }: TestDatabase): Promise<void> {
  const session = await openSession(url);
  for (const table of ['resources', 'index_entries', 'members', 'deleted_ids', 'events', 'log', 'tokens']) {
    await session.run(`alter table ${table} set (autovacuum_enabled = false)`);
  }
  await session.close();
}

/**
 * The number of rows and index entries that were read. The server adds those of a connection when the connection has ended,
 * a little after its client, so this waits until at most `open` connections remain.
 */
async function readIn({ url }: TestDatabase, open: number): Promise<number> {
  const dialect = postgres(url);
  const database = openKnex(dialect.migrator, undefined);
  const { run } = openReader(database, dialect);
  await expect.poll(() => connectionsIn(run), { timeout: 20_000 }).toBeLessThanOrEqual(open);
  const [row] = await run<{ readonly n: string }>(
    `select (select sum(seq_tup_read) from pg_stat_user_tables)
          + (select sum(idx_tup_read) from pg_stat_user_indexes) as n`,
    [],
  );
  await database.destroy();
  return Number(row?.n);
}

async function connectionsIn(run: RunSql): Promise<number> {
  const [row] = await run<{ readonly n: string }>(
    'select count(*) as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    [],
  );
  return Number(row?.n);
}

async function countConnections({ url }: TestDatabase): Promise<number> {
  const dialect = postgres(url);
  const database = openKnex(dialect.migrator, undefined);
  const open = await connectionsIn(openReader(database, dialect).run);
  await database.destroy();
  return open;
}

/** Creates users in the group, with a delivered event each. */
async function grow(store: Store, prefix: string, size: number): Promise<void> {
  for (let at = 0; at < size; at += 100) {
    const users = Array.from({ length: Math.min(100, size - at) }, (_, n) => `${prefix}-${at + n}`);
    await store.resources.commit(
      tenant,
      users.map((id) => create('User', id)),
    );
    await store.resources.commit(tenant, [change({ add: users })]);
    await store.resources.commit(tenant, users.map(event));
    const { events } = await store.outbox.claim({ owner: 'other', now: AT, leaseUntil: LATER, limit: 100 });
    const outcomes = events.map(({ seq }) => ({ kind: 'delivered', seq }) as const);
    await store.outbox.acknowledge({ owner: 'other', now: AT, outcomes });
  }
}

/** Lets the server analyze its tables with this number of users. */
async function learnOf({ url }: TestDatabase, store: Store, users: number): Promise<void> {
  await grow(store, 'first', users);
  if (users === 0) return;
  const session = await openSession(url);
  await session.run('analyze');
  await session.close();
}

/** The sizes of the tables when the server analyzed them. */
const learned: readonly { readonly what: string; readonly users: number }[] = [
  { what: 'when they were empty', users: 0 },
  { what: 'from statistics about one user', users: 1 },
  { what: 'from statistics about fifty users', users: 50 },
];

it.each(learned)(
  'PostgreSQL reads as few rows in large tables as in small ones, by plans made $what',
  async ({ users }) => {
    const readBy = async (size: number): Promise<number> => {
      const database = await openPostgres(server.url);
      const store = await openStore(database);
      await stopAnalyzing(database);
      await store.resources.commit(tenant, [create('Group', 'group')]);
      await learnOf(database, store, users);
      // Often enough that the server keeps a generic plan.
      for (let n = 0; n < 12; n += 1) await oneOfEach(store, `before-${n}`);
      const open = await countConnections(database);
      const other = await openStore(database);
      await grow(other, 'user', size);
      await other.close();
      const before = await readIn(database, open);
      for (let n = 0; n < 40; n += 1) await oneOfEach(store, `after-${n}`);
      await store.close();
      const read = await readIn(database, 0);
      await database.close();
      return read - before;
    };
    const [small, large] = [await readBy(0), await readBy(1_000)];
    expect(large).toBeLessThan(small * 2);
  },
);

it.each(learned)(
  'PostgreSQL reads as few rows for the last of many keyset pages as for the first, by plans made $what',
  async ({ users }) => {
    const database = await openPostgres(server.url);
    const store = await openStore(database);
    await stopAnalyzing(database);
    await learnOf(database, store, users);
    const pageOf = (by: Store, after: string) =>
      by.resources.keysetPage(tenant, {
        type: groupType,
        filter: undefined,
        after: { id: after },
        count: 2,
        isCounted: false,
      });
    const openWalk = async (): Promise<Store> => {
      const walking = await openStore(database);
      // Often enough that the server keeps a generic plan.
      for (let n = 0; n < 12; n += 1) await pageOf(walking, 'group-');
      return walking;
    };
    const [early, late] = [await openWalk(), await openWalk()];
    for (let at = 0; at < 2_000; at += 500) {
      // Every other resource is of another type, so that an index without the type reads twice as many.
      const changes = Array.from({ length: 500 }, (_, n) =>
        create(n % 2 === 0 ? 'Group' : 'User', `group-${String(at + n).padStart(5, '0')}`),
      );
      await store.resources.commit(tenant, changes);
    }
    await store.close();
    const readBy = async (walking: Store, after: string): Promise<number> => {
      const before = await readIn(database, Infinity);
      for (let n = 0; n < 40; n += 1) expect((await pageOf(walking, after)).hasMore).toBe(true);
      await walking.close();
      return (await readIn(database, Infinity)) - before;
    };
    // Page 1 and page 500, without the reads of the measurement itself.
    const [first, last] = [await readBy(early, ''), await readBy(late, 'group-01990')];
    await database.close();
    expect(last).toBeLessThanOrEqual(first * 1.1);
    expect(first).toBeLessThan(40 * 10);
  },
);

it('PostgreSQL reads no log entry and no event that stays when old ones are pruned', async () => {
  const prunedBy = async (staying: number): Promise<number> => {
    const database = await openPostgres(server.url);
    const store = await openStore(database);
    await stopAnalyzing(database);
    const told = async (count: number, at: string): Promise<void> => {
      const ids = Array.from({ length: count }, (_, n) => `${at}-${n}`);
      await store.resources.commit(
        tenant,
        ids.flatMap((id): Change[] => [{ kind: 'log', entry: { ...ENTRY, at, requestId: id } }, event(id)]),
      );
      // Settled at that time.
      for (;;) {
        const { events } = await store.outbox.claim({ owner: 'host', now: at, leaseUntil: '9', limit: 500 });
        if (events.length === 0) return;
        const outcomes = events.map(({ seq }) => ({ kind: 'delivered', seq }) as const);
        await store.outbox.acknowledge({ owner: 'host', now: at, outcomes });
      }
    };
    await told(100, AT);
    await told(staying, LATER);
    await store.close();
    const before = await readIn(database, Infinity);
    const pruning = await openStore(database);
    expect([await pruning.log.prune(LATER), await pruning.outbox.prune(LATER)]).toEqual([100, 100]);
    await pruning.close();
    const read = (await readIn(database, 0)) - before;
    await database.close();
    return read;
  };
  const [few, many] = [await prunedBy(10), await prunedBy(2_000)];
  expect(many).toBeLessThan(few * 2);
});

it('PostgreSQL reads as few rows for the last index page as for the first', async () => {
  const database = await openPostgres(server.url);
  const store = await openStore(database);
  await stopAnalyzing(database);
  for (let at = 0; at < 3_000; at += 500) {
    const changes = Array.from({ length: 500 }, (_, n) => create('Group', `group-${at + n}`));
    await store.resources.commit(tenant, changes);
  }
  await store.close();
  const readBy = async (startIndex: number): Promise<number> => {
    const before = await readIn(database, Infinity);
    const reading = await openStore(database);
    const query = { type: groupType, filter: undefined, startIndex, count: 100 };
    for (let n = 0; n < 10; n += 1) {
      expect((await reading.resources.find(tenant, query)).items).toHaveLength(100);
    }
    await reading.close();
    return (await readIn(database, 0)) - before;
  };
  const [first, last] = [await readBy(1), await readBy(2_901)];
  await database.close();
  // Each counts all groups.
  expect(first).toBeGreaterThan(10 * 3_000);
  expect(last).toBeLessThanOrEqual(first * 1.1);
});
