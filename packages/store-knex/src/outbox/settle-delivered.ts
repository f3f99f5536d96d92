import type { TenantId } from '@scimwright/store';
import type { Tx } from '../in-transaction.ts';
import { neighbourOf } from './neighbour-of.ts';
import { seqRows } from './seq-rows.ts';

interface Settled {
  readonly tenant_id: string;
  readonly resource_id: string;
  readonly seq: number | string;
}

/**
 * Settles pending events for good, those of one owner or of one tenant, and makes due what waits right behind them,
 * also behind one that itself waited: what is before it may be settled at the same moment by a host that does not see this.
 * What was erased meanwhile holds nothing from then on.
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
  const settled: Settled[] = [];
  for (const { sql, bindings } of seqRows(tx, seqs)) {
    settled.push(
      ...(await run<Settled>(
        `update events set settled = ?, owner = null, error = null,
           data = case when erased then '{}' else data end
         where seq ${among(sql)} and ${column} = ? and settled is null returning tenant_id, resource_id, seq`,
        [now, ...bindings, value],
      )),
    );
  }
  const places = settled.map(({ tenant_id, resource_id, seq }) => [tenant_id, resource_id, Number(seq)]);
  for (const { sql, bindings } of valueRows(['text', 'text', 'integer'], places)) {
    // What was tried already has a time of its own. What seems to be due already may just be put aside by another host:
    // it is written nevertheless, after that.
    await run(
      `with v (tenant_id, resource_id, seq) as (${sql})
       update events set due = '' where attempts = 0 and seq ${among(`select (${neighbourOf('v', 'after')}) from v`)}`,
      bindings,
    );
  }
  return settled.length;
}
