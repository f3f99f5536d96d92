import { ERASED, type ErasureStore, type TenantId } from '@scimwright/store';
import type { Tx } from '../in-transaction.ts';
import { seqRows } from '../outbox/seq-rows.ts';
import type { Writer } from '../writer/group-commit.ts';

/** So much is erased in one transaction: a request waits for no more than that. */
const PORTION = 500;

/** What is done to a portion of the numbers or ids. */
type EraseSome<Key> = (tx: Tx, tenant: TenantId, some: readonly Key[]) => Promise<number>;

/**
 * Erasure in the database.
 *
 * @example
 * const nothing = { entries: [], quotes: [], events: [], tokens: [], labelledTokens: [], labelledHandOvers: [] };
 * await knexErasure(writer).erase(tenant, nothing, true); // 0
 */
export function knexErasure({ transact }: Pick<Writer, 'transact'>): ErasureStore {
  const inPortions = async <Key>(
    tenant: TenantId,
    all: readonly Key[],
    erase: EraseSome<Key>,
  ): Promise<number> => {
    let sum = 0;
    for (let at = 0; at < all.length; at += PORTION) {
      const some = all.slice(at, at + PORTION);
      sum += await transact(async (tx) => ({ keep: true, result: await erase(tx, tenant, some) }));
    }
    return sum;
  };
  return {
    erase: async (tenant, traces, isHeard) => {
      await inPortions(tenant, traces.tokens, byId('delete from tokens'));
      await inPortions(tenant, traces.labelledTokens, byId(`update tokens set ${LABELS}`));
      await inPortions(tenant, traces.labelledHandOvers, byId(`update hand_overs set ${LABELS}`));
      await inPortions(tenant, traces.entries, bySeq('delete from log'));
      await inPortions(tenant, traces.quotes, bySeq(`update log set ${NOTHING_QUOTED}`));
      return inPortions(tenant, traces.events, isHeard ? eraseSettled : bySeq('delete from events'));
    },
  };
}

const LABELS = `description = '${ERASED}', created_by = '${ERASED}'`;
const NOTHING_QUOTED =
  "detail = null, changed = '[]', written = null, ignored = '[]', left_out = null, filter = null";

function bySeq(sql: string): EraseSome<number> {
  return async (tx, tenant, seqs) => {
    for (const { sql: rows, bindings } of seqRows(tx, seqs)) {
      await tx.run(`${sql} where tenant_id = ? and seq ${tx.among(rows)}`, [tenant, ...bindings]);
    }
    return 0;
  };
}

function byId(sql: string): EraseSome<string> {
  return async (tx, tenant, ids) => {
    const rows = ids.map((id) => [id]);
    for (const { sql: those, bindings } of tx.valueRows(['text'], rows)) {
      await tx.run(`${sql} where tenant_id = ? and id ${tx.among(those)}`, [tenant, ...bindings]);
    }
    return 0;
  };
}

/** @returns how many wait for their delivery, by which they lose what they hold */
const eraseSettled: EraseSome<number> = async (tx, tenant, seqs) => {
  let waiting = 0;
  for (const { sql, bindings } of seqRows(tx, seqs)) {
    const which = `tenant_id = ? and seq ${tx.among(sql)}`;
    // All of them first: one that another host settles meanwhile waits for this, and is emptied then.
    await tx.run(`update events set erased = true, error = null where ${which}`, [tenant, ...bindings]);
    await tx.run(`delete from events where ${which} and settled is not null`, [tenant, ...bindings]);
    const left = await tx.run(`select seq from events where ${which}`, [tenant, ...bindings]);
    waiting += left.length;
  }
  return waiting;
};
