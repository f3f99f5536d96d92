import type { Tx } from '../in-transaction.ts';
import { leaveToSweep, PORTION } from '../removal/removals.ts';
import { moveVersions, type Move } from './move-versions.ts';
import { readBases, type Base } from './read-bases.ts';
import { rowKey } from './row-key.ts';
import { note, type ChangeOf, type Refusal, type Results, type Step } from './step.ts';

type Removal = Step<ChangeOf<'remove'>>;

/** What is kept of a resource, by which of its columns; besides its members. */
const OWN_ROWS = [
  { table: 'resources', key: 'id' },
  { table: 'index_entries', key: 'id' },
] as const;

/**
 * Removes resources with everything about them, takes them out of every group, and remembers their ids, so that a late
 * request cannot make them members again. The members of a large group are left to be swept. A group that is removed after
 * one of its members has lost that one by then.
 *
 * @returns the first step whose resource is not as expected
 *
 * @example
 * const refusal = await removeResources(tx, stepsOf(steps, 'remove'), results);
 */
export async function removeResources(
  tx: Tx,
  steps: readonly Removal[],
  results: Results,
): Promise<Refusal | undefined> {
  if (steps.length === 0) return undefined;
  const bases = await readBases(tx, steps, PORTION + 1);
  if (bases.kind === 'refused') return bases.refusal;
  const { moves, lostBefore } = await leaveGroups(tx, steps);
  const stale = steps.find((step) => step.change.expected !== undefined && lostBefore(step) > 0);
  if (stale !== undefined) return { step: stale, reason: { kind: 'stale' } };
  const keys = steps.map(({ batch, change }) => [batch.tenant, change.id] as const);
  for (const { table, key } of OWN_ROWS) await deleteRows(tx, table, key, keys);
  const groups = steps.map((step) => bases.baseOf(step)).filter(({ size }) => size > 0);
  await deleteRows(tx, 'members', 'group_id', groups.filter(({ size }) => size <= PORTION).map(keyOf));
  await leaveToSweep(tx, groups.filter(({ size }) => size > PORTION).map(keyOf));
  for (const { sql, bindings } of tx.valueRows(['text', 'text'], keys)) {
    await tx.run(`insert into deleted_ids (tenant_id, id) ${sql} on conflict do nothing`, bindings);
  }
  await moveVersions(tx, moves);
  for (const step of steps) {
    const version = bases.baseOf(step).version + lostBefore(step);
    note(results, step, { version, modified: step.change.at, added: [], removed: [] });
  }
  return undefined;
}

type Key = readonly [tenant: string, id: string];

const keyOf = ({ tenant_id, id }: Base): Key => [tenant_id, id];

async function deleteRows(
  { run, valueRows }: Tx,
  table: string,
  key: string,
  keys: readonly Key[],
): Promise<void> {
  for (const { sql, bindings, narrow } of valueRows(['text', 'text'], keys)) {
    const near = narrow(['tenant_id', key]);
    await run(`delete from ${table} where (tenant_id, ${key}) in (${sql}) and ${near.sql}`, [
      ...bindings,
      ...near.bindings,
    ]);
  }
}

/** What leaving does to groups: to those that stay, and to those that are removed themselves. */
interface Left {
  /** Each group that stays moves on by the number of members it lost. */
  readonly moves: readonly Move[];
  /** How many members the resource of a step lost to the steps before it. */
  readonly lostBefore: (step: Removal) => number;
}

/** Takes the resources out of every group. */
async function leaveGroups({ run, valueRows }: Tx, steps: readonly Removal[]): Promise<Left> {
  const removals = new Map(
    steps.map(({ batch, change }, place) => [rowKey(batch.tenant, change.id), { place, at: change.at }]),
  );
  const moves = new Map<string, Move>();
  const lost = new Map<string, number>();
  const keys = steps.map(({ batch, change }) => [batch.tenant, change.id]);
  for (const { sql, bindings, narrow } of valueRows(['text', 'text'], keys)) {
    const near = narrow(['tenant_id', 'member_id']);
    const left = await run<{
      readonly tenant_id: string;
      readonly group_id: string;
      readonly member_id: string;
    }>(
      `delete from members where (tenant_id, member_id) in (${sql}) and ${near.sql}
       returning tenant_id, group_id, member_id`,
      [...bindings, ...near.bindings],
    );
    for (const { tenant_id: tenant, group_id: id, member_id } of left) {
      const group = rowKey(tenant, id);
      const { place, at } = removals.get(rowKey(tenant, member_id)) ?? { place: 0, at: '' };
      const own = removals.get(group);
      if (own !== undefined) {
        if (place < own.place) lost.set(group, (lost.get(group) ?? 0) + 1);
        continue;
      }
      const before = moves.get(group) ?? { tenant, id, by: 0, modified: at };
      const modified = before.modified > at ? before.modified : at;
      moves.set(group, { ...before, by: before.by + 1, modified });
    }
  }
  return {
    moves: [...moves.values()],
    lostBefore: ({ batch, change }) => lost.get(rowKey(batch.tenant, change.id)) ?? 0,
  };
}
