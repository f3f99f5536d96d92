import type { BoundFilter, MemberDelta } from '@scimwright/core';
import { UNPREPARED } from '../dialect/name-statements.ts';
import type { Tx } from '../in-transaction.ts';
import { readMemberPages } from '../read-member-pages.ts';
import { memberCondition } from '../search/condition-of.ts';
import { MEMBERS } from '../search/source-of.ts';
import { rowKey } from './row-key.ts';
import type { ChangeOf, Step } from './step.ts';

/** A step that may change members. */
export type WithMembers = Step<ChangeOf<'create' | 'update' | 'members'>>;

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
 * Makes one stage of the deltas of several steps: takes members out of groups and puts members in, touching no other
 * member's row.
 *
 * @returns what each step did; of several that add the same member, the first did it
 *
 * @example
 * const changedBy = await changeStage(tx, new Map([[step, { ...noMembers, add: ['u1'] }]]));
 */
export async function changeStage(
  tx: Tx,
  stages: ReadonlyMap<WithMembers, MemberDelta>,
): Promise<(step: WithMembers) => MembersChanged> {
  const deltas = new Map<WithMembers, MemberDelta>();
  for (const [step, delta] of stages) {
    deltas.set(step, delta.clear ? await replacement(tx, step, delta) : delta);
  }
  const removed = await removeRows(tx, rowsOf(deltas, 'remove'));
  const matched = new Map<WithMembers, readonly string[]>();
  for (const [step, { where }] of deltas) {
    if (where !== undefined) matched.set(step, await removeMatching(tx, step, where));
  }
  const added = await addRows(tx, rowsOf(deltas, 'add'));
  const changed = new Map<WithMembers, MembersChanged>();
  for (const [step, delta] of deltas) {
    const claim = (rows: Set<string>, members: readonly string[]): readonly string[] =>
      members.filter((member) => rows.delete(rowKey(step.batch.tenant, step.change.id, member)));
    changed.set(step, {
      added: claim(added, delta.add),
      removed: [...claim(removed, delta.remove), ...(matched.get(step) ?? [])],
    });
  }
  return (step) => changed.get(step) ?? { added: [], removed: [] };
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

/** Removes by a filter in one statement. Whoever is asked about is a member of this one group. */
async function removeMatching(
  { run, documents }: Tx,
  { batch: { tenant }, change: { id } }: WithMembers,
  where: BoundFilter,
): Promise<readonly string[]> {
  const condition = memberCondition(where, documents.position);
  const gone = await run<Pick<MemberRow, 'member_id'>>(
    `${UNPREPARED}delete from members where tenant_id = ? and group_id = ? and member_id in (
       select m.member_id from ${MEMBERS} where m.tenant_id = ? and m.group_id = ? and ${condition.sql})
     returning member_id`,
    [tenant, id, tenant, id, ...condition.bindings],
  );
  return gone.map(({ member_id }) => member_id);
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
