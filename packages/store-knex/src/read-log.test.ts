import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogQuery, Store, TenantId } from '@scimwright/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqlite } from './dialect/sqlite.ts';
import { openKnex } from './open-knex.ts';
import { openStore } from './open-store.ts';
import { runSql, type RunSql } from './run-sql.ts';

const tenant = 't1' as TenantId;
const since = '2026-01-31T12:00:00.000Z';
const until = '2026-02-01T12:00:00.000Z';
const before = { at: '2026-02-01T00:00:00.000Z', seq: 9 };

const times: readonly Partial<LogQuery>[] = [
  {},
  { since },
  { until },
  { before },
  { since, until },
  { since, before },
  { until, before },
  { until: before.at, before: { ...before, at: until } },
  { since, until, before },
];

const lanes: readonly { readonly query: Partial<LogQuery>; readonly index: string }[] = [
  { query: {}, index: 'log_by_tenant_time' },
  { query: { operation: 'remove' }, index: 'log_by_tenant_time' },
  { query: { status: { from: 400, to: 599 } }, index: 'log_failures' },
  { query: { status: { from: 500, to: 599 } }, index: 'log_failures' },
  { query: { about: { subjects: ['ada'], resourceIds: [] } }, index: 'log_by_subject' },
  { query: { about: { subjects: [], resourceIds: ['u1'] } }, index: 'log_by_resource' },
];

const questions = lanes.flatMap(({ query, index }) =>
  times.map((time) => ({ query: { ...query, ...time, limit: 50 }, index })),
);

describe('reading the log', () => {
  let folder = '';
  let store: Store;
  let explain: RunSql;
  let disconnect: () => Promise<void>;
  const statements: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scimwright-log-'));
    const path = join(folder, 'store.sqlite');
    store = await openStore({ url: `sqlite:${path}`, onStatement: (sql) => statements.push(sql) });
    const dialect = sqlite(path);
    const reader = openKnex(dialect.reader, undefined);
    explain = runSql(reader, dialect);
    disconnect = () => reader.destroy();
  });
  afterAll(async () => {
    await disconnect();
    await store.close();
    await rm(folder, { recursive: true });
  });

  it.each(questions)('for $query runs in order through $index', async ({ query, index }) => {
    statements.length = 0;
    await store.log.read(tenant, query);
    const [sql = ''] = statements;
    const rows = await explain<{ readonly detail: string }>(
      `explain query plan ${sql}`,
      Array.from(sql.matchAll(/\?/g), () => null),
    );
    const steps = rows.map(({ detail }) => detail).filter((step) => /\blog\b/.test(step));
    expect(steps).toEqual([expect.stringMatching(new RegExp(`^SEARCH log USING INDEX ${index} `))]);
    // Sorting would read everything that the index has; only what the index yielded may be merged.
    expect(sql).toContain('order by at desc, seq desc limit ?');
    expect(rows.filter(({ detail }) => /TEMP B-TREE/.test(detail)).length).toBeLessThanOrEqual(1);
  });

  it('tallies through the index of time', async () => {
    statements.length = 0;
    await store.log.tally(tenant, { since, most: 10 });
    const rows = await explain<{ readonly detail: string }>(`explain query plan ${statements[0]}`, [
      tenant,
      since,
      10,
    ]);
    expect(rows.map(({ detail }) => detail).find((step) => /\blog\b/.test(step))).toMatch(
      /^SEARCH log USING INDEX log_by_tenant_time /,
    );
  });
});
