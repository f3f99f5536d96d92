import type { ErasureStore, TenantId } from '@scimwright/store';
import { ERASED } from '@scimwright/store/engine';
import type { Fragment } from '../fragment.ts';
import type { Tx } from '../in-transaction.ts';
import { inPortions, oneOf, runEach } from '../portions.ts';
import type { Writer } from '../writer/group-commit.ts';

/** How many rows are erased in one transaction: a request waits no longer than that. */
const PORTION = 500;

/** Erases a portion of the numbers or ids, and returns how many events wait for their delivery. */
type ErasePortion<Key> = (tx: Tx, tenant: TenantId, portion: readonly Key[]) => Promise<number>;

/** Erasure in the database. */
export function knexErasure({ transact }: Pick<Writer, 'transact'>): ErasureStore {
  const eraseAll = async <Key>(
    tenant: TenantId,
    all: readonly Key[],
    erase: ErasePortion<Key>,
  ): Promise<number> => {
    let waiting = 0;
    for (const portion of inPortions(all, PORTION)) {
      waiting += await transact(async (tx) => ({ keep: true, result: await erase(tx, tenant, portion) }));
    }
    return waiting;
  };
  return {
    erase: async (tenant, traces, isHeard) => {
      await eraseAll(tenant, traces.tokens, byId('delete from tokens'));
      await eraseAll(tenant, traces.labelledTokens, byId(`update tokens set ${LABELS}`));
      await eraseAll(tenant, traces.labelledHandOvers, byId(`update hand_overs set ${LABELS}`));
      await eraseAll(tenant, traces.entries, bySeq('delete from log'));
      await eraseAll(tenant, traces.quotes, bySeq(`update log set ${NOTHING_QUOTED}`));
      return eraseAll(tenant, traces.events, isHeard ? eraseSettled : bySeq('delete from events'));
    },
  };
}

const LABELS = `description = '${ERASED}', created_by = '${ERASED}'`;
const NOTHING_QUOTED =
  "detail = null, changed = '[]', written = null, ignored = '[]', left_out = null, filter = null";

const bySeq = (sql: string): ErasePortion<number> =>
  eraseWhere(sql, (tx, seqs) => oneOf(tx, 'seq', 'integer', seqs));

const byId = (sql: string): ErasePortion<string> =>
  eraseWhere(sql, (tx, ids) => oneOf(tx, 'id', 'text', ids));

function eraseWhere<Key>(
  sql: string,
  those: (tx: Tx, portion: readonly Key[]) => readonly Fragment[],
): ErasePortion<Key> {
  return async (tx, tenant, portion) => {
    await runEach(tx, those(tx, portion), (own) => `${sql} where tenant_id = ? and ${own}`, {
      before: [tenant],
    });
    return 0;
  };
}

const eraseSettled: ErasePortion<number> = async (tx, tenant, seqs) => {
  const own = oneOf(tx, 'seq', 'integer', seqs);
  const each = (statement: (where: string) => string) =>
    runEach(tx, own, (those) => statement(`tenant_id = ? and ${those}`), { before: [tenant] });
  // All of them first: an event that another host acknowledges meanwhile waits for this statement, and is emptied then.
  await each((where) => `update events set erased = true, error = null where ${where}`);
  await each((where) => `delete from events where ${where} and settled is not null`);
  return (await each((where) => `select seq from events where ${where}`)).length;
};
