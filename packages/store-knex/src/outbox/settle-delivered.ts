import type { TenantId } from '@scimwright/store';
import type { Tx } from '../in-transaction.ts';
import { seqRows } from './seq-rows.ts';

/**
 * Settles pending events for good, those of one owner or of one tenant, and makes due what waited right behind them.
 *
 * @returns how many it were
 *
 * @example
 * await settleDelivered(tx, { seqs: [1, 2], owner: 'host-1', now: at });
 */
export async function settleDelivered(
  tx: Tx,
  settling: { readonly seqs: readonly number[]; readonly now: string } & (
    { readonly owner: string } | { readonly tenant: TenantId }
  ),
): Promise<number> {
  const { run, valueRows, among } = tx;
  const { seqs, now } = settling;
  const [column, value] = 'owner' in settling ? ['owner', settling.owner] : ['tenant_id', settling.tenant];
  const settled: { readonly tenant_id: string; readonly resource_id: string }[] = [];
  for (const { sql, bindings } of seqRows(tx, seqs)) {
    settled.push(
      ...(await run<(typeof settled)[number]>(
        `update events set settled = ?, owner = null
         where seq ${among(sql)} and ${column} = ? and settled is null returning tenant_id, resource_id`,
        [now, ...bindings, value],
      )),
    );
  }
  const resources = settled.map(({ tenant_id, resource_id }) => [tenant_id, resource_id]);
  for (const { sql, bindings } of valueRows(['text', 'text'], resources)) {
    // What was tried already has a time of its own.
    // Not the plain number: PostgreSQL may look for the least of those by the primary key, past all that was ever settled.
    const next = `select (
      select min(e.seq + 0) from events e
      where e.settled is null and e.tenant_id = v.tenant_id and e.resource_id = v.resource_id
    ) from v`;
    await run(
      `with v (tenant_id, resource_id) as (${sql})
       update events set due = '' where attempts = 0 and seq ${among(next)}`,
      bindings,
    );
  }
  return settled.length;
}
