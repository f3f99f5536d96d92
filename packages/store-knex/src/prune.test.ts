import { emptyDelta } from '@scimwright/core/patch';
import type { Change, Store, TenantId } from '@scimwright/store';
import { engines, openSession, type TestDatabase } from '@scimwright/test-databases';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logEntry } from './log-entry.fixture.ts';
import { openStore } from './open-store.ts';
import { PORTION } from './removal/removals.ts';

const AT = '2026-01-31T12:00:00.000Z';
const LATER = '2026-03-31T12:00:00.000Z';
const tenant = 't1' as TenantId;
const OLD = 2_500;

const event = (resourceId: string, at = AT): Change => ({
  kind: 'event',
  event: { type: 'user.created', resourceType: 'User', resourceId, at, data: {} },
});

const entry = (requestId: string, at = AT) => logEntry({ at, requestId });

const many = <Item>(count: number, make: (n: string) => Item): readonly Item[] =>
  Array.from({ length: count }, (_, n) => make(`n${n}`));

async function settleAll({ outbox }: Store): Promise<void> {
  const mine = { owner: 'one', now: AT, leaseUntil: LATER };
  for (;;) {
    const { events } = await outbox.claim({ ...mine, limit: 500 });
    if (events.length === 0) return;
    await outbox.acknowledge({ ...mine, outcomes: events.map(({ seq }) => ({ kind: 'delivered', seq })) });
  }
}

/** What is old, and how it is deleted. The same rows that are not old yet stay. */
const pruned: readonly {
  readonly what: string;
  readonly table: 'log' | 'events';
  readonly fill: (store: Store) => Promise<unknown>;
  readonly prune: (store: Store) => Promise<number>;
}[] = [
  {
    what: 'log entries',
    table: 'log',
    fill: async ({ log }) => {
      await log.append(
        tenant,
        many(OLD, (n) => entry(n)),
      );
      await log.append(tenant, [entry('new', LATER)]);
    },
    prune: ({ log }) => log.prune(LATER),
  },
  {
    what: 'delivered events',
    table: 'events',
    fill: async (store) => {
      await store.resources.commit(
        tenant,
        many(OLD, (n) => event(n)),
      );
      await settleAll(store);
      await store.resources.commit(tenant, [event('new')]);
    },
    prune: ({ outbox }) => outbox.prune(LATER),
  },
  {
    what: 'events that nobody listens to',
    table: 'events',
    fill: async ({ resources, listeners }) => {
      await listeners.recordHost('2025-01-31T12:00:00.000Z', false);
      await resources.commit(
        tenant,
        many(OLD, (n) => event(n)),
      );
      await resources.commit(tenant, [event('new', LATER)]);
    },
    prune: ({ listeners }) => listeners.pruneUnheard(LATER),
  },
];

describe.each(engines)('pruning on $name', ({ open }) => {
  let database: TestDatabase;
  let store: Store;
  let statements: string[] = [];
  beforeEach(async () => {
    database = await open();
    store = await openStore({ ...database, onStatement: (sql) => statements.push(sql) });
  });
  afterEach(async () => {
    await store.close();
    await database.close();
  });

  async function countIn(table: string): Promise<number> {
    const session = await openSession(database.url);
    const [row] = await session.run(`select count(*) as total from ${table}`);
    await session.close();
    return Number(row?.['total']);
  }

  it.each(pruned)('deletes $what in portions, between which others write', async ({ table, fill, prune }) => {
    await fill(store);
    statements = [];
    let isPruned = false;
    const pruning = prune(store).then((deleted) => {
      isPruned = true;
      return deleted;
    });
    // Each waits for the one before, so that it comes between two portions at best.
    for (const id of ['u1', 'u2']) {
      const at = { type: 'Group', id, at: LATER };
      await store.resources.commit(tenant, [
        { kind: 'create', ...at, body: '{}', entries: [], members: [] },
        { kind: 'members', ...at, expected: undefined, members: { ...emptyDelta, add: ['m1'] } },
      ]);
      expect(isPruned).toBe(false);
    }
    expect(await pruning).toBe(OLD);
    const transactions = statements.join('\n').split('\ncommit');
    const portions = transactions.filter((sql) => sql.includes(`\ndelete from ${table} `));
    expect(portions).toHaveLength(Math.ceil(OLD / PORTION));
    expect(transactions.length).toBeGreaterThan(portions.length + 2);
    expect(statements.some((sql) => sql.includes(`limit ${PORTION}`))).toBe(true);
    expect(await countIn('resources')).toBe(2);
    expect(await countIn(table)).toBeGreaterThan(0);
  });
});
