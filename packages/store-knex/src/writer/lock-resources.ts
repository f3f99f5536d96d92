import type { RowLock } from '../dialect/dialect.ts';
import type { Tx } from '../in-transaction.ts';
import { rowKey } from './row-key.ts';
import type { Batch } from './step.ts';

type Key = readonly [tenant: string, id: string];

/**
 * Locks what batches are going to touch, where other hosts write too. Always the same order keeps two transactions from
 * waiting for each other: first whom they make members, so that none is removed meanwhile, then what they remove, then
 * what they change, the groups included that lose a member.
 *
 * @example
 * await lockResources(tx, batches);
 */
export async function lockResources(tx: Tx, batches: readonly Batch[]): Promise<void> {
  if (tx.hasOneWriter) return;
  const { members, removed, changed } = touchedBy(batches);
  await lock(tx, 'stay', members);
  await lock(tx, 'remove', removed);
  for (const { sql, bindings } of tx.valueRows(['text', 'text'], removed)) {
    await tx.run(
      `select 1 from resources where (tenant_id, id) in (
         select tenant_id, group_id from members where (tenant_id, member_id) in (${sql})
       ) order by tenant_id, id${tx.lock('change')}`,
      bindings,
    );
  }
  // One alone is locked by what changes it.
  if (changed.length > 1) await lock(tx, 'change', changed);
}

async function lock({ run, valueRows, ...tx }: Tx, why: RowLock, keys: readonly Key[]): Promise<void> {
  for (const { sql, bindings } of valueRows(['text', 'text'], keys)) {
    await run(
      `select 1 from resources where (tenant_id, id) in (${sql}) order by tenant_id, id${tx.lock(why)}`,
      bindings,
    );
  }
}

function touchedBy(batches: readonly Batch[]) {
  const members = new Map<string, Key>();
  const removed = new Map<string, Key>();
  const changed = new Map<string, Key>();
  const note = (keys: Map<string, Key>, ...key: Key): void => void keys.set(rowKey(...key), key);
  for (const { tenant, changes } of batches) {
    for (const change of changes) {
      if (change.kind === 'create') for (const member of change.members) note(members, tenant, member);
      if (change.kind === 'update' || change.kind === 'members') {
        note(changed, tenant, change.id);
        for (const member of change.members.add) note(members, tenant, member);
      }
      if (change.kind === 'remove') note(removed, tenant, change.id);
    }
  }
  return { members: [...members.values()], removed: [...removed.values()], changed: [...changed.values()] };
}
