import type { LogQuery, TenantId } from '@scimwright/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logEntry } from './log-entry.fixture.ts';
import { openTracedStore, type TracedStore } from './traced-store.fixture.ts';

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

const branches: readonly { readonly query: Partial<LogQuery>; readonly index: string }[] = [
  { query: {}, index: 'log_by_tenant_time' },
  { query: { operation: 'remove' }, index: 'log_by_tenant_time' },
  { query: { status: { from: 400, to: 599 } }, index: 'log_failures' },
  { query: { status: { from: 500, to: 599 } }, index: 'log_failures' },
  { query: { about: { subjects: ['ada'], resourceIds: [] } }, index: 'log_by_subject' },
  { query: { about: { subjects: [], resourceIds: ['u1'] } }, index: 'log_by_resource' },
];

const questions = branches.flatMap(({ query, index }) =>
  times.map((time) => ({ query: { ...query, ...time, limit: 50 }, index })),
);

describe('reading the log', () => {
  let traced: TracedStore;

  beforeAll(async () => {
    traced = await openTracedStore();
  });
  afterAll(() => traced.close());

  it.each(questions)('for $query runs in order through $index', async ({ query, index }) => {
    traced.statements.length = 0;
    await traced.store.log.read(tenant, query);
    const [sql = ''] = traced.statements;
    const plan = await traced.planOf(sql);
    const steps = plan.filter((step) => /\blog\b/.test(step));
    expect(steps).toEqual([expect.stringMatching(new RegExp(`^SEARCH log USING INDEX ${index} `))]);
    // A sort would read the whole index. Only a merge of the entries that were found is allowed.
    expect(sql).toContain('order by at desc, seq desc limit ?');
    expect(plan.filter((step) => /TEMP B-TREE/.test(step)).length).toBeLessThanOrEqual(1);
  });

  it('finds users whose latest attempt failed through the indexes of failures, names and ids', async () => {
    await traced.store.log.append(tenant, [
      logEntry({
        at: since,
        method: 'PATCH',
        operation: 'modify',
        resourceId: 'u1',
        subject: 'ada',
        status: 400,
      }),
    ]);
    traced.statements.length = 0;
    await traced.store.log.unresolved(tenant, { max: 1_000 });
    const plans = await Promise.all(traced.statements.slice(0, 2).map(traced.planOf));
    const steps = plans.flat().filter((step) => /\b(log|l)\b/.test(step) && /SEARCH|SCAN/.test(step));
    expect(steps).toEqual([
      expect.stringContaining('USING INDEX log_failures (tenant_id=?)'),
      expect.stringMatching(/INDEX log_by_subject \(tenant_id=\? AND subject_key=\? AND at>\?\)/),
      expect.stringMatching(/INDEX log_by_resource \(tenant_id=\? AND resource_id=\? AND at>\?\)/),
    ]);
    // A sort would read the whole index.
    expect(plans.flat().filter((step) => /TEMP B-TREE/.test(step))).toEqual([]);
  });

  it('counts by status through the index of time', async () => {
    traced.statements.length = 0;
    await traced.store.log.countByStatus(tenant, { since, max: 10 });
    const [sql = ''] = traced.statements;
    const plan = await traced.planOf(sql);
    expect(plan.find((step) => /\blog\b/.test(step))).toMatch(/^SEARCH log USING INDEX log_by_tenant_time /);
  });
});
