import type { Change, Store, TenantId } from '@scimwright/store';
import {
  openPostgres,
  openSession,
  type DatabaseSession,
  type TestDatabase,
} from '@scimwright/test-databases';
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dialect } from '../dialect/dialect.ts';
import { postgres } from '../dialect/postgres.ts';
import { inTransaction, type Tx } from '../in-transaction.ts';
import { openKnex } from '../open-knex.ts';
import { openStore } from '../open-store.ts';
import { claimEvents } from './claim-events.ts';
import { markSettled } from './mark-settled.ts';

/** The clock stands still, so that an event that was put aside stays so until an acknowledgement makes it due. */
const AT = '2026-01-31T12:00:00.000Z';
const LATER = '2026-01-31T12:01:00.000Z';

/** A promise, and the function that resolves it. */
function gate(): readonly [opened: Promise<void>, open: () => void] {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return [opened, open];
}

/** Three hosts on PostgreSQL. The first can stop before its commit while the others go on. */
describe('an event behind others of its resource', () => {
  let database: TestDatabase;
  let dialect: Dialect;
  let first: Knex;
  let second: Store;
  let third: Store;
  let somebody: DatabaseSession;
  let tenants = 0;
  let tenant: TenantId;

  beforeAll(async () => {
    database = await openPostgres();
    second = await openStore(database);
    third = await openStore(database);
    dialect = postgres(database.url);
    first = openKnex(dialect.writer, undefined);
    somebody = await openSession(database.url);
  });
  afterAll(async () => {
    await Promise.all([first.destroy(), second.close(), third.close(), somebody.close()]);
    await database.close();
  });
  beforeEach(() => {
    tenants += 1;
    tenant = `t${tenants}` as TenantId;
  });
  afterEach(() => somebody.run('delete from events'));

  /** Does work up to its commit. The returned function commits. */
  async function hold(work: (tx: Tx) => Promise<unknown>): Promise<() => Promise<void>> {
    const [allowed, allow] = gate();
    const [isDone, done] = gate();
    const committed = inTransaction(first, dialect, async (tx) => {
      await work(tx);
      done();
      await allowed;
      return { keep: true, result: undefined };
    });
    await Promise.race([isDone, committed]);
    return () => {
      allow();
      return committed;
    };
  }
  const comesIn = async (n: number): Promise<void> => {
    const change: Change = {
      kind: 'event',
      event: { type: 'user.updated', resourceType: 'User', resourceId: 'ada', at: AT, data: { n } },
    };
    await second.resources.commit(tenant, [change]);
  };
  const seqOf = async (n: number): Promise<number> => {
    const [row] = await somebody.run(`select seq from events where data = '{"n":${n}}'`);
    return Number(row?.['seq']);
  };
  const claim = { owner: 'first', now: AT, leaseUntil: LATER, limit: 10 };
  const claimedBy = async (owner: string): Promise<readonly unknown[]> => {
    const { events } = await third.outbox.claim({ ...claim, owner });
    return events.map(({ data }) => data['n']);
  };
  const settledBy = async (owner: string, n: number): Promise<void> =>
    second.outbox.acknowledge({ owner, now: AT, outcomes: [{ kind: 'delivered', seq: await seqOf(n) }] });
  /** Waits until another transaction waits for a lock of the first host. */
  const isWaitedFor = (): Promise<void> =>
    expect
      .poll(
        () =>
          somebody.run(
            `select 1 as one from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock'`,
          ),
        { timeout: 10_000 },
      )
      .toEqual([{ one: 1 }]);

  it('is due at once if it was stored while the one before it was being settled', async () => {
    await comesIn(1);
    expect(await claimedBy('first')).toEqual([1]);
    const seq = await seqOf(1);
    const letGo = await hold((tx) => markSettled(tx, { seqs: [seq], owner: 'first', now: AT }));
    await comesIn(2);
    expect(await claimedBy('third')).toEqual([]);
    await letGo();
    expect(await claimedBy('third')).toEqual([2]);
  });

  it('is due at once if the one before it is settled while it is being put aside', async () => {
    await comesIn(1);
    expect(await claimedBy('second')).toEqual([1]);
    await comesIn(2);
    const letGo = await hold((tx) => claimEvents(tx, claim));
    const settled = settledBy('second', 1);
    await isWaitedFor();
    await letGo();
    await settled;
    expect(await claimedBy('third')).toEqual([2]);
  });

  it('is due at once if the one before it is skipped and the one before that is settled', async () => {
    for (const n of [1, 2, 3]) await comesIn(n);
    expect(await claimedBy('second')).toEqual([1]);
    const seq = await seqOf(2);
    const letGo = await hold((tx) => markSettled(tx, { seqs: [seq], tenant, now: AT }));
    const settled = settledBy('second', 1);
    await isWaitedFor();
    await letGo();
    await settled;
    expect(await claimedBy('third')).toEqual([3]);
  });

  it('is due at once if it was stored during both', async () => {
    for (const n of [1, 2]) await comesIn(n);
    expect(await claimedBy('second')).toEqual([1]);
    const seq = await seqOf(2);
    const letGo = await hold((tx) => markSettled(tx, { seqs: [seq], tenant, now: AT }));
    await comesIn(3);
    expect(await claimedBy('third')).toEqual([]);
    const settled = settledBy('second', 1);
    await isWaitedFor();
    await letGo();
    await settled;
    expect(await claimedBy('third')).toEqual([3]);
  });

  it('is put aside until the one before it is settled', async () => {
    for (const n of [1, 2, 3]) await comesIn(n);
    expect(await claimedBy('second')).toEqual([1]);
    const due = await somebody.run(`select 1 from events where due <= '${AT}'`);
    expect(due).toEqual([]);
  });
});
