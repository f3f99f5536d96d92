import { memberStages } from '@scimwright/core';
import type { RowLock } from '../dialect/dialect.ts';
import type { Tx } from '../in-transaction.ts';
import type { Batch } from './step.ts';

type Key = readonly [tenant: string, id: string];

/**
 * Locks what batches are going to touch, where other hosts write too. All of them lock in the same order, so that no two
 * wait for each other: first whom they make members, so that none is removed meanwhile, together with what they remove;
 * then what they change, the groups included that lose a member.
 *
 * @example
 * await lockResources(tx, batches);
 */
export async function lockResources(tx: Tx, batches: readonly Batch[]): Promise<void> {
  if (tx.hasOneWriter) return;
  const { members, removed, changed } = touchedBy(batches);
  await lock(tx, removed.length > 0 ? 'remove' : 'stay', [...members, ...removed]);
  const groups = await groupsOf(tx, removed);
  // One alone is locked by what changes it.
  if (groups.length + changed.length > 1) await lock(tx, 'change', [...changed, ...groups]);
}

async function lock(tx: Tx, why: RowLock, keys: readonly Key[]): Promise<void> {
  for (const { sql, bindings, narrow } of tx.valueRows(['text', 'text'], keys)) {
    const near = narrow(['tenant_id', 'id']);
    await tx.run(
      `select 1 from resources where (tenant_id, id) in (${sql}) and ${near.sql}
       order by tenant_id, id${tx.lock(why)}`,
      [...bindings, ...near.bindings],
    );
  }
}

async function groupsOf({ run, valueRows }: Tx, members: readonly Key[]): Promise<readonly Key[]> {
  const groups: Key[] = [];
  for (const { sql, bindings, narrow } of valueRows(['text', 'text'], members)) {
    const near = narrow(['tenant_id', 'member_id']);
    const rows = await run<{ readonly tenant_id: string; readonly group_id: string }>(
      `select distinct tenant_id, group_id from members where (tenant_id, member_id) in (${sql}) and ${near.sql}`,
      [...bindings, ...near.bindings],
    );
    for (const { tenant_id, group_id } of rows) groups.push([tenant_id, group_id]);
  }
  return groups;
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
          for (const { add } of memberStages(change.members)) {
            members.push(...add.map((member): Key => [tenant, member]));
          }
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
