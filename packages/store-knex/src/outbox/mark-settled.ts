import type { TenantId } from '@scimwright/store';
import type { Tx } from '../in-transaction.ts';
import { oneOf, runEach, valueRows } from '../portions.ts';
import { neighbourOf } from './neighbour-of.ts';

interface Settled {
  readonly tenant_id: string;
  readonly resource_id: string;
  readonly seq: number | string;
}

/**
 * Settles pending events of one owner or one tenant, and makes the events right behind them due. It does so even behind an event that
 * itself waited, because another host that does not see this transaction may settle the one before it. Erased events are emptied.
 *
 * @returns how many events were settled
 */
export async function markSettled(
  tx: Tx,
  settling: { readonly seqs: readonly number[]; readonly now: string } & (
    | { readonly owner: string }
    | { readonly tenant: TenantId }
  ),
): Promise<number> {
  const { seqs, now } = settling;
  const [column, value] = 'owner' in settling ? ['owner', settling.owner] : ['tenant_id', settling.tenant];
  const settled = await runEach<Settled>(
    tx,
    oneOf(tx, 'seq', 'integer', seqs),
    (those) => `update events set settled = ?, owner = null, error = null,
           data = case when erased then '{}' else data end
         where ${those} and ${column} = ? and settled is null returning tenant_id, resource_id, seq`,
    { before: [now], after: [value] },
  );
  const places = settled.map(({ tenant_id, resource_id, seq }) => [tenant_id, resource_id, Number(seq)]);
  const next = tx.dialect.inSubquery(`select (${neighbourOf('v', 'after')}) from v`);
  // An event that was tried has its own time. One that looks due may just be put aside by another host: it is written
  // nevertheless, after that.
  await runEach(
    tx,
    valueRows(tx, { tenant_id: 'text', resource_id: 'text', seq: 'integer' }, places),
    (values) => `with v as (${values})
       update events set due = '' where attempts = 0 and seq ${next}`,
  );
  return settled.length;
}
