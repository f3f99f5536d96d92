import type { Tx } from '../in-transaction.ts';
import { matching, runEach, sendEach, valueRows } from '../portions.ts';
import { leaveToSweep, PORTION } from '../removal/removals.ts';
import { increaseVersions, type VersionIncrease } from './member-versions.ts';
import { readCurrent, type CurrentRow } from './read-current.ts';
import {
  keyColumns,
  keyOfStep,
  rowKey,
  setResult,
  type ChangeOf,
  type Refusal,
  type Results,
  type Step,
} from './step.ts';

type Removal = Step<ChangeOf<'remove'>>;

/**
 * Removes resources with all their rows, takes them out of every group, and records their ids, so that a late request cannot make
 * them members again. The member rows of a large group are left to be swept. A group that is removed after one of its members has
 * lost that member by then.
 *
 * @returns the first step whose resource is not as expected
 */
export async function removeResources(
  tx: Tx,
  steps: readonly Removal[],
  results: Results,
): Promise<Refusal | undefined> {
  if (steps.length === 0) return undefined;
  const current = await readCurrent(tx, steps, PORTION + 1);
  if (current.kind === 'refused') return current.refusal;
  const { increases, lostBefore } = await leaveGroups(tx, steps);
  const stale = steps.find((step) => step.change.expected !== undefined && lostBefore(step) > 0);
  if (stale !== undefined) return { step: stale, reason: { kind: 'stale' } };
  const keys = steps.map(keyColumns);
  await deleteRows(tx, 'resources', 'id', keys);
  await deleteRows(tx, 'index_entries', 'id', keys);
  const groups = steps.map((step) => current.rowOf(step)).filter(({ size }) => size > 0);
  await deleteRows(tx, 'members', 'group_id', groups.filter(({ size }) => size <= PORTION).map(keyOf));
  await leaveToSweep(tx, groups.filter(({ size }) => size > PORTION).map(keyOf));
  await sendEach(
    tx,
    valueRows(tx, { tenant_id: 'text', id: 'text' }, keys),
    (values) => `insert into deleted_ids (tenant_id, id) ${values} on conflict do nothing`,
  );
  await increaseVersions(tx, increases);
  for (const step of steps) {
    const version = current.rowOf(step).version + lostBefore(step);
    setResult(results, step, { stamp: { version, modified: step.change.at }, added: [], removed: [] });
  }
  return undefined;
}

type Key = readonly [tenant: string, id: string];

const keyOf = ({ tenant_id, id }: CurrentRow): Key => [tenant_id, id];

async function deleteRows(tx: Tx, table: string, column: string, keys: readonly Key[]): Promise<void> {
  await sendEach(
    tx,
    matching(tx, ['tenant_id', column], keys),
    (those) => `delete from ${table} where ${those}`,
  );
}

/** What leaving does to groups that stay, and to groups that are removed too. */
interface Left {
  /** By how many members each group that stays is smaller. */
  readonly increases: readonly VersionIncrease[];
  /** How many members the resource of a step lost to earlier steps. */
  readonly lostBefore: (step: Removal) => number;
}

/** Takes the resources out of every group. */
async function leaveGroups(tx: Tx, steps: readonly Removal[]): Promise<Left> {
  const removals = new Map(steps.map((step, place) => [keyOfStep(step), { place, at: step.change.at }]));
  const increases = new Map<string, VersionIncrease>();
  const lost = new Map<string, number>();
  const left = await runEach<{
    readonly tenant_id: string;
    readonly group_id: string;
    readonly member_id: string;
  }>(
    tx,
    matching(tx, ['tenant_id', 'member_id'], steps.map(keyColumns)),
    (those) => `delete from members where ${those} returning tenant_id, group_id, member_id`,
  );
  for (const { tenant_id: tenant, group_id: id, member_id } of left) {
    const group = rowKey(tenant, id);
    const { place, at } = removals.get(rowKey(tenant, member_id)) ?? { place: 0, at: '' };
    const own = removals.get(group);
    if (own !== undefined) {
      if (place < own.place) lost.set(group, (lost.get(group) ?? 0) + 1);
      continue;
    }
    const before = increases.get(group) ?? { tenant, id, by: 0, modified: at };
    const modified = before.modified > at ? before.modified : at;
    increases.set(group, { ...before, by: before.by + 1, modified });
  }
  return { increases: [...increases.values()], lostBefore: (step) => lost.get(keyOfStep(step)) ?? 0 };
}
