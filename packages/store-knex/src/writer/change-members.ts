import { noMembers, touchesMembers, type MemberDelta } from '@scimwright/core';
import { readMemberPages } from '../read-member-pages.ts';
import type { Tx } from '../in-transaction.ts';
import { rowKey } from './row-key.ts';
import type { ChangeOf, Step } from './step.ts';

type WithMembers = Step<ChangeOf<'create' | 'update' | 'members'>>;

interface MemberRow {
  readonly tenant_id: string;
  readonly group_id: string;
  readonly member_id: string;
}

/** The members that really came and went. */
export interface MembersChanged {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Takes members out of groups and puts members in, touching no other member's row. An id that belonged to a resource
 * that was removed is not put in.
 *
 * Where several steps add the same member, the first of them did it.
 *
 * @example
 * const changedBy = await changeMembers(tx, stepsOf(steps, 'create', 'update', 'members'));
 * changedBy(step).added; // ['u1']
 */
export async function changeMembers(
  tx: Tx,
  steps: readonly WithMembers[],
): Promise<(step: WithMembers) => MembersChanged> {
  const deltas = new Map<WithMembers, MemberDelta>();
  for (const step of steps) {
    const delta = deltaOf(step);
    if (touchesMembers(delta)) deltas.set(step, delta.clear ? await replacement(tx, step, delta) : delta);
  }
  const removed = await removeRows(tx, rowsOf(deltas, 'remove'));
  const added = await addRows(tx, rowsOf(deltas, 'add'));
  const changed = new Map<WithMembers, MembersChanged>();
  for (const [step, delta] of deltas) {
    const claim = (rows: Set<string>, members: readonly string[]): readonly string[] =>
      members.filter((member) => rows.delete(rowKey(step.batch.tenant, step.change.id, member)));
    changed.set(step, { added: claim(added, delta.add), removed: claim(removed, delta.remove) });
  }
  return (step) => changed.get(step) ?? { added: [], removed: [] };
}

function deltaOf({ change }: WithMembers): MemberDelta {
  return change.kind === 'create' ? { ...noMembers, add: change.members } : change.members;
}

/** A replacement as what it changes: whoever is in both the old and the new list neither comes nor goes. */
async function replacement(
  { run }: Tx,
  { batch, change }: WithMembers,
  { add }: MemberDelta,
): Promise<MemberDelta> {
  const stays = new Set(add);
  const remove: string[] = [];
  for await (const page of readMemberPages(run, batch.tenant, change.id)) {
    remove.push(...page.filter(({ value }) => !stays.has(value)).map(({ value }) => value));
  }
  return { clear: false, add, remove };
}

function rowsOf(
  deltas: ReadonlyMap<WithMembers, MemberDelta>,
  list: 'add' | 'remove',
): readonly (readonly string[])[] {
  return [...deltas].flatMap(([{ batch, change }, delta]) =>
    delta[list].map((member) => [batch.tenant, change.id, member]),
  );
}

const TEXTS = ['text', 'text', 'text'] as const;

async function removeRows(
  { run, valueRows }: Tx,
  rows: readonly (readonly string[])[],
): Promise<Set<string>> {
  const removed = new Set<string>();
  for (const { sql, bindings, narrow } of valueRows(TEXTS, rows)) {
    const near = narrow(['tenant_id', 'group_id', 'member_id']);
    const gone = await run<MemberRow>(
      `delete from members where (tenant_id, group_id, member_id) in (${sql}) and ${near.sql}
       returning tenant_id, group_id, member_id`,
      [...bindings, ...near.bindings],
    );
    for (const row of gone) removed.add(rowKey(row.tenant_id, row.group_id, row.member_id));
  }
  return removed;
}

async function addRows({ run, valueRows }: Tx, rows: readonly (readonly string[])[]): Promise<Set<string>> {
  const added = new Set<string>();
  for (const { sql, bindings } of valueRows(TEXTS, rows)) {
    const come = await run<MemberRow>(
      `with v (tenant_id, group_id, member_id) as (${sql})
       insert into members (tenant_id, group_id, member_id)
       select v.tenant_id, v.group_id, v.member_id from v
       where not exists (select 1 from deleted_ids d where d.tenant_id = v.tenant_id and d.id = v.member_id)
       on conflict do nothing returning tenant_id, group_id, member_id`,
      bindings,
    );
    for (const row of come) added.add(rowKey(row.tenant_id, row.group_id, row.member_id));
  }
  return added;
}
