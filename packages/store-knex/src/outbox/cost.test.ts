import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Change, Outbox, TenantId } from '@scimwright/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqlite } from '../dialect/sqlite.ts';
import { migrationSource } from '../migrations/migration-source.ts';
import { openKnex } from '../open-knex.ts';
import { openStore } from '../open-store.ts';
import { openTracedStore, type TracedStore } from '../traced-store.fixture.ts';

const AT = '2026-01-31T12:00:00.000Z';
const LATER = '2026-01-31T12:01:00.000Z';
const tenant = 't1' as TenantId;

function event(resourceId: string): Change {
  return {
    kind: 'event',
    event: { type: 'user.created', resourceType: 'User', resourceId, at: AT, data: {} },
  };
}

const mine = { owner: 'one', now: AT, leaseUntil: LATER, limit: 4 };

/** Calls of an outbox. */
const work: readonly { readonly what: string; readonly run: (outbox: Outbox) => Promise<unknown> }[] = [
  { what: 'a claim', run: (outbox) => outbox.claim(mine) },
  {
    what: 'the acknowledgement of a delivered event',
    run: async (outbox) => {
      const { events } = await outbox.claim(mine);
      expect(events.length).toBeGreaterThan(0);
      await outbox.acknowledge({
        ...mine,
        outcomes: events.map(({ seq }) => ({ kind: 'delivered', seq })),
      });
    },
  },
  {
    what: 'the acknowledgement of a failed event',
    run: async (outbox) => {
      const { events } = await outbox.claim(mine);
      expect(events.length).toBeGreaterThan(0);
      await outbox.acknowledge({
        ...mine,
        outcomes: events.map(({ seq }) => ({ kind: 'retry', seq, at: LATER })),
      });
    },
  },
  { what: 'the count of pending events', run: (outbox) => outbox.backlog(undefined) },
  { what: 'the count of pending events of a tenant', run: (outbox) => outbox.backlog(tenant) },
  { what: 'the list of failing events', run: (outbox) => outbox.failing({ tenant: undefined, limit: 10 }) },
  { what: 'the list of failing events of a tenant', run: (outbox) => outbox.failing({ tenant, limit: 10 }) },
  { what: 'skipping', run: (outbox) => outbox.skip(tenant, 4_001, AT) },
  { what: 'pruning', run: (outbox) => outbox.prune(AT) },
];

describe('the cost of delivery', () => {
  let traced: TracedStore;

  beforeAll(async () => {
    traced = await openTracedStore();
    const events = Array.from({ length: 4_000 }, (_, at) => event(`old${at}`));
    await traced.store.resources.commit(tenant, events);
    for (const limit of Array.from({ length: 40 }, () => 100)) {
      const claim = await traced.store.outbox.claim({ ...mine, limit });
      const outcomes = claim.events.map(({ seq }) => ({ kind: 'delivered', seq }) as const);
      await traced.store.outbox.acknowledge({ ...mine, outcomes });
    }
    const fresh = Array.from({ length: 90 }, (_, at) => event(`new${at % 30}`));
    await traced.store.resources.commit(tenant, fresh);
  });
  afterAll(() => traced.close());

  it('starts with many settled and a few pending events', async () => {
    const after = 4_000;
    expect(await traced.store.outbox.read({ tenant, after, limit: 1_000 })).toHaveLength(90);
    expect((await traced.store.outbox.backlog(undefined)).pending).toBe(90);
  });

  it.each(work)('$what reads no settled event', async ({ run }) => {
    traced.statements.length = 0;
    await run(traced.store.outbox);
    const plans = await Promise.all(
      traced.statements.filter((sql) => !/^(?:begin|commit|rollback)/.test(sql)).map(traced.planOf),
    );
    const steps = plans.flat().filter((step) => /^(?:SCAN|SEARCH) (?:events|e|p)\b/.test(step));
    expect(steps.length).toBeGreaterThan(0);
    // By its sequence number, through an index of pending events only, or through the index for pruning.
    const narrow =
      /USING INTEGER PRIMARY KEY|INDEX events_(?:due|pending|tried)\b|SEARCH .*INDEX events_settled|events_by_tenant \(tenant_id=\? AND seq=\?\)/;
    for (const step of steps) expect(step).toMatch(narrow);
  });

  it('neither an empty claim nor an empty acknowledgement begins a transaction', async () => {
    while ((await traced.store.outbox.claim({ ...mine, limit: 100 })).events.length > 0);
    traced.statements.length = 0;
    expect(await traced.store.outbox.claim(mine)).toMatchObject({ events: [] });
    await traced.store.outbox.acknowledge({ ...mine, outcomes: [] });
    expect(traced.statements).toHaveLength(1);
    expect((await traced.store.outbox.backlog(undefined)).pending).toBeGreaterThan(0);
  });
});

describe('a database from before deliveries', () => {
  it('delivers its events', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'scimwright-outbox-'));
    const path = join(folder, 'store.sqlite');
    const dialect = sqlite(path);
    await dialect.prepare();
    const old = openKnex(dialect.writer, undefined);
    const source = migrationSource(dialect);
    await old.migrate.latest({
      migrationSource: {
        ...source,
        getMigrations: async (from) => (await source.getMigrations(from)).slice(0, 1),
      },
    });
    await old.raw(
      `insert into events (tenant_id, type, resource_type, resource_id, at, data)
       values ('t1', 'user.created', 'User', 'u1', ?, '{}')`,
      [AT],
    );
    await old.destroy();
    const store = await openStore({ url: `sqlite:${path}` });
    const { events } = await store.outbox.claim(mine);
    expect(events.map(({ resourceId, attempt }) => [resourceId, attempt])).toEqual([['u1', 1]]);
    await store.close();
    await rm(folder, { recursive: true });
  });
});
