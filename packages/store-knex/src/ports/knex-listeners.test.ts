import type { Change, TenantId } from '@scimwright/store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTracedStore, type TracedStore } from '../traced-store.fixture.ts';

const tenant = 't1' as TenantId;
const day = (days: number): string => new Date(Date.UTC(2026, 0, days)).toISOString();

let traced: TracedStore;
beforeEach(async () => {
  traced = await openTracedStore();
});
afterEach(() => traced.close());

const tell = async (many: number, at: string): Promise<void> => {
  const event = (id: number): Change => ({
    kind: 'event',
    event: { type: 'user.created', resourceType: 'User', resourceId: `u${id}`, at, data: {} },
  });
  await traced.store.resources.commit(
    tenant,
    Array.from({ length: many }, (_, id) => event(id)),
  );
};
const looks = (): number => traced.statements.filter((sql) => sql.startsWith('select seq, at')).length;
const transactions = (): number => traced.statements.filter((sql) => sql.startsWith('begin')).length;

it('unheard events are pruned in portions, each in its own transaction', async () => {
  const { listeners } = traced.store;
  await listeners.recordHost(day(1), false);
  await tell(4_500, day(2));
  await tell(2_500, day(40));
  traced.statements.length = 0;
  expect(await listeners.pruneUnheard(day(30))).toBe(4_500);
  expect([looks(), transactions()]).toEqual([6, 6]);
  // Young events cost one read of the first of them.
  traced.statements.length = 0;
  expect(await listeners.pruneUnheard(day(30))).toBe(0);
  expect([looks(), transactions()]).toEqual([1, 1]);
});

it('while a host listens, no event is read', async () => {
  const { listeners } = traced.store;
  await listeners.recordHost(day(1), true);
  await listeners.recordHost(day(35), true);
  await tell(10, day(2));
  traced.statements.length = 0;
  expect(await listeners.pruneUnheard(day(30))).toBe(0);
  expect(looks()).toBe(0);
});
