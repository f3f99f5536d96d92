import { memberDeltas } from '@scimwright/core/patch';
import type { RowLock } from '../dialect/dialect.ts';
import type { Tx } from '../in-transaction.ts';
import { matching, runEach, sendEach } from '../portions.ts';
import type { Batch } from './step.ts';

type Key = readonly [tenant: string, id: string];

/**
 * Locks the resources that batches are going to touch, where other hosts write too. Every host locks in the same order, so that
 * no two wait for each other: first new members, so that none is removed meanwhile, together with the resources to remove; then
 * the resources to change, including the groups that lose a member.
 */
export async function lockResources(tx: Tx, batches: readonly Batch[]): Promise<void> {
  if (tx.dialect.hasOneWriter) return;
  const { members, removed, changed } = touchedBy(batches);
  await lock(tx, removed.length > 0 ? 'remove' : 'stay', [...members, ...removed]);
  const groups = await groupsOf(tx, removed);
  // A single row is locked by the statement that changes it.
  if (groups.length + changed.length > 1) await lock(tx, 'change', [...changed, ...groups]);
}

async function lock(tx: Tx, why: RowLock, keys: readonly Key[]): Promise<void> {
  await sendEach(
    tx,
    matching(tx, ['tenant_id', 'id'], keys),
    (those) => `select 1 from resources where ${those}
       order by tenant_id, id${tx.dialect.lock(why)}`,
  );
}

async function groupsOf(tx: Tx, members: readonly Key[]): Promise<readonly Key[]> {
  const rows = await runEach<{ readonly tenant_id: string; readonly group_id: string }>(
    tx,
    matching(tx, ['tenant_id', 'member_id'], members),
    (those) => `select distinct tenant_id, group_id from members where ${those}`,
  );
  return rows.map(({ tenant_id, group_id }) => [tenant_id, group_id]);
}

function touchedBy(batches: readonly Batch[]) {
  const members: Key[] = [];
  const removed: Key[] = [];
  const changed: Key[] = [];
  for (const { tenant, changes } of batches) {
    for (const change of changes) {
      switch (change.kind) {
        case 'create':
          members.push(...change.members.map((member): Key => [tenant, member]));
          break;
        case 'update':
        case 'members':
          changed.push([tenant, change.id]);
          for (const { add } of memberDeltas(change.members)) {
            members.push(...add.map((member): Key => [tenant, member]));
          }
          break;
        case 'reindex':
          changed.push([tenant, change.id]);
          break;
        case 'remove':
          removed.push([tenant, change.id]);
          break;
        case 'event':
        case 'log':
          break;
        default:
          return change satisfies never;
      }
    }
  }
  return { members, removed, changed };
}
