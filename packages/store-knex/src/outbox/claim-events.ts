import type { Claim, ClaimedEvent, Outbox } from '@scimwright/store';
import type { Tx } from '../in-transaction.ts';
import { EventModel } from '../models/event-model.ts';
import type { RunSql } from '../run-sql.ts';

/** The most events that one claim looks at, those included that only wait behind another. */
const LOOK = 100;

/**
 * How long an event that waits behind another of its resource is not looked at again. Settling the other makes it due at
 * once. This is for the case that both happen at the same time on PostgreSQL, where neither sees the other's change.
 */
const ASIDE_MS = 600_000;

/**
 * Claims events; see `Outbox`. What waits behind another event of its resource is put aside, so that a resource whose
 * events fail does not cost every later claim a look at all of them.
 *
 * @example
 * const { events } = await claimEvents(tx, { owner: 'host-1', now: at, leaseUntil: at, limit: 16 });
 */
export async function claimEvents(tx: Tx, query: Parameters<Outbox['claim']>[0]): Promise<Claim> {
  const { owner, now, leaseUntil, limit } = query;
  const due = await tx.run<{ readonly seq: number | string; readonly is_behind: boolean | number }>(
    `select e.seq, exists (
       select 1 from events p
       where p.settled is null and p.tenant_id = e.tenant_id and p.resource_id = e.resource_id and p.seq < e.seq
     ) as is_behind
     from events e where e.settled is null and e.due <= ? order by e.due, e.seq limit ${LOOK}${tx.lockRows}`,
    [now],
  );
  const seqsOf = (isBehind: boolean): readonly number[] =>
    due.filter(({ is_behind }) => Boolean(is_behind) === isBehind).map(({ seq }) => Number(seq));
  const heads = seqsOf(false).slice(0, limit);
  const behind = seqsOf(true);
  if (behind.length > 0) {
    const aside = new Date(Date.parse(now) + ASIDE_MS).toISOString();
    await tx.run(`update events set due = ? where seq in (${marks(behind)})`, [aside, ...behind]);
  }
  if (heads.length > 0) {
    await tx.run(
      `update events set due = ?, owner = ?, attempts = attempts + 1 where seq in (${marks(heads)})`,
      [leaseUntil, owner, ...heads],
    );
  }
  return { events: await readClaimed(tx, heads), next: await nextDue(tx.run) };
}

/**
 * When the next pending event may be claimed: a time that may be past, empty for at once, undefined when none is pending.
 *
 * @example
 * const next = await nextDue(run);
 */
export async function nextDue(run: RunSql): Promise<string | undefined> {
  const [next] = await run<{ readonly due: string }>(
    'select due from events where settled is null order by due limit 1',
    [],
  );
  return next?.due;
}

async function readClaimed({ run }: Tx, seqs: readonly number[]): Promise<readonly ClaimedEvent[]> {
  if (seqs.length === 0) return [];
  const rows = await run<Record<string, unknown>>(
    `select e.seq, e.tenant_id, e.type, e.resource_type, e.resource_id, e.at, e.data, e.attempts,
            t.connector, t.name
     from events e left join tenants t on t.id = e.tenant_id where e.seq in (${marks(seqs)}) order by e.seq`,
    seqs,
  );
  return rows.map(({ connector, name, ...row }) => {
    const event = EventModel.fromDatabaseJson(row);
    const customer =
      typeof connector === 'string' && typeof name === 'string' ? { connector, name } : undefined;
    return { ...event.toEvent(), attempt: event.attempts, customer };
  });
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
