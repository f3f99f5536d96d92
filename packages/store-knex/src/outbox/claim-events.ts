import type { ClaimedEvent, ClaimResult, Outbox, TenantId } from '@scimwright/store';
import type { Fragment } from '../fragment.ts';
import type { Tx } from '../in-transaction.ts';
import { oneOf, runEach } from '../portions.ts';
import type { RunSql } from '../run-sql.ts';
import { tenantIsThere } from '../removal/is-there.ts';
import { neighbourOf } from './neighbour-of.ts';

/** The largest number of events that one claim reads, including those that wait behind another. */
const LOOK = 100;

/**
 * How long an event that waits behind another of its resource is put aside. Settling the other event makes it due at once, so this time
 * only matters after somebody changed the table by hand.
 */
const ASIDE_MS = 600_000;

/**
 * Claims events; see `Outbox`. An event that waits behind another of its resource is put aside, so that later claims do not read all
 * events of a resource whose deliveries fail.
 *
 * On PostgreSQL an event is put aside only while this claim holds a lock on the pending event before it: settling that one comes later,
 * sees this event and makes it due. When another host has locked the event before it, this event stays due for the next claim. A claim
 * never waits, so it takes part in no deadlock.
 */
export async function claimEvents(tx: Tx, query: Parameters<Outbox['claim']>[0]): Promise<ClaimResult> {
  const { owner, now, leaseUntil, limit } = query;
  // Skips events that another host is claiming or settling.
  const due = await tx.run<{ readonly seq: number | string; readonly is_behind: boolean | number }>(
    `select e.seq, ${IS_BEHIND} as is_behind from events e
     where e.settled is null and e.due <= ? and ${tenantIsThere('e.tenant_id')} order by e.due, e.seq limit ${LOOK}${tx.dialect.lock('take')}`,
    [now],
  );
  const seqsOf = (behind: boolean): readonly number[] =>
    due.filter(({ is_behind }) => Boolean(is_behind) === behind).map(({ seq }) => Number(seq));
  const heads = seqsOf(false).slice(0, limit);
  const waiting = await takeThoseBefore(tx, seqsOf(true));
  const aside = new Date(Date.parse(now) + ASIDE_MS).toISOString();
  const [those, claimed] = [seqsIn(tx, waiting), seqsIn(tx, heads)];
  await runEach(tx, those, (sql) => `update events set due = ? where ${sql}`, { before: [aside] });
  const lease = 'due = ?, owner = ?, attempts = attempts + 1';
  await runEach(tx, claimed, (sql) => `update events set ${lease} where ${sql}`, {
    before: [leaseUntil, owner],
  });
  return { events: await readClaimed(tx, heads), next: await nextDue(tx.run) };
}

/**
 * When the next pending event may be claimed, perhaps a past time; an empty text means at once, undefined that none is pending.
 */
export async function nextDue(run: RunSql): Promise<string | undefined> {
  const [next] = await run<{ readonly due: string }>(
    `select e.due from events e where e.settled is null and ${tenantIsThere('e.tenant_id')} order by e.due limit 1`,
    [],
  );
  return next?.due;
}

/**
 * Whether an earlier event of the same resource is pending. `+ 0` keeps PostgreSQL from using the primary key, which has every settled
 * event, instead of the index of pending events.
 */
const IS_BEHIND = `exists (
  select 1 from events p
  where p.settled is null and p.tenant_id = e.tenant_id and p.resource_id = e.resource_id and p.seq + 0 < e.seq
)`;

/**
 * Locks the events right before these.
 *
 * @returns the events whose predecessor stays pending until the transaction ends
 */
async function takeThoseBefore(tx: Tx, seqs: readonly number[]): Promise<readonly number[]> {
  if (tx.dialect.hasOneWriter) return seqs;
  const waiting: number[] = [];
  for (const { sql, bindings } of seqsIn(tx, seqs, 'e.seq')) {
    const pairs = await tx.run<{ readonly seq: string; readonly before: string | null }>(
      `select e.seq, (${neighbourOf('e', 'before')}) as before from events e where ${sql}`,
      bindings,
    );
    const taken = await takePending(
      tx,
      pairs.flatMap(({ before }) => (before === null ? [] : [Number(before)])),
    );
    for (const { seq, before } of pairs) if (taken.has(Number(before))) waiting.push(Number(seq));
  }
  return waiting;
}

async function takePending(tx: Tx, seqs: readonly number[]): Promise<ReadonlySet<number>> {
  const rows = await runEach<{ readonly seq: string }>(
    tx,
    seqsIn(tx, seqs, 'e.seq'),
    (those) => `select e.seq from events e where ${those} and e.settled is null${tx.dialect.lock('take')}`,
  );
  return new Set(rows.map(({ seq }) => Number(seq)));
}

interface ClaimedRow {
  readonly seq: number | string;
  readonly tenant_id: TenantId;
  readonly type: ClaimedEvent['type'];
  readonly resource_type: string;
  readonly resource_id: string;
  readonly at: string;
  readonly data: string;
  readonly attempts: number;
  readonly connector: string | null;
  readonly name: string | null;
}

/** Without a model: the first claim would load objection while its transaction is open. */
async function readClaimed(tx: Tx, seqs: readonly number[]): Promise<readonly ClaimedEvent[]> {
  const rows = await runEach<ClaimedRow>(
    tx,
    seqsIn(tx, seqs, 'e.seq'),
    (those) => `select e.seq, e.tenant_id, e.type, e.resource_type, e.resource_id, e.at, e.data, e.attempts,
              t.connector, t.name
       from events e left join tenants t on t.id = e.tenant_id where ${those} order by e.seq`,
  );
  return rows.map(({ connector, name, type, at, ...row }) => ({
    // PostgreSQL returns a bigint as text.
    seq: Number(row.seq),
    tenant: row.tenant_id,
    type,
    resourceType: row.resource_type,
    resourceId: row.resource_id,
    at,
    // A commit stored it as this.
    data: JSON.parse(row.data) as ClaimedEvent['data'],
    attempt: row.attempts,
    customer: connector === null || name === null ? undefined : { connector, name },
  }));
}

function seqsIn(tx: Tx, seqs: readonly number[], column = 'seq'): readonly Fragment[] {
  return oneOf(tx, column, 'integer', seqs);
}
