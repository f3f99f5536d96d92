import type { BoundFilter } from '@scimwright/core/filter';
import { emptyDelta, changesMembers, type MemberDelta } from '@scimwright/core/patch';
import { UNPREPARED } from '../dialect/name-statements.ts';
import type { Columns } from '../dialect/dialect.ts';
import type { Fragment } from '../fragment.ts';
import type { Tx } from '../in-transaction.ts';
import { changeEach, matchingPortion } from '../portions.ts';
import { readMemberPages } from '../read-member-pages.ts';
import { memberCondition } from '../search/condition-of.ts';
import { MEMBERS } from '../search/source-of.ts';
import { keyColumns, rowKey, type ChangeOf, type Step } from './step.ts';

/** A step that may change members. */
export type WithMembers = Step<ChangeOf<'create' | 'update' | 'members'>>;

interface MemberRow {
  readonly tenant_id: string;
  readonly group_id: string;
  readonly member_id: string;
}

const MEMBER_KEY = ['tenant_id', 'group_id', 'member_id'] as const;

const MEMBER_COLUMNS: Columns = { tenant_id: 'text', group_id: 'text', member_id: 'text' };

/** The members really added and removed. */
export interface MembersChanged {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

const nothing: MembersChanged = { added: [], removed: [] };

/**
 * Changes the members of groups, stage after stage; most steps have one. The id of a removed resource is never added. A member
 * that a step both adds and removes counts as neither. Where several steps add the same member, the first added it.
 */
export async function changeMembers(
  tx: Tx,
  steps: readonly WithMembers[],
): Promise<(step: WithMembers) => MembersChanged> {
  const open = new Map<WithMembers, MemberDelta>();
  for (const step of steps) {
    const delta = deltaOf(step);
    if (changesMembers(delta)) open.set(step, delta);
  }
  const changed = new Map<WithMembers, MembersChanged>();
  while (open.size > 0) {
    const changedNow = await changeStage(tx, open);
    for (const [step, { next }] of open) {
      changed.set(step, together(changed.get(step) ?? nothing, changedNow.get(step) ?? nothing));
      if (next === undefined) open.delete(step);
      else open.set(step, next);
    }
  }
  return (step) => changed.get(step) ?? nothing;
}

function deltaOf({ change }: WithMembers): MemberDelta {
  return change.kind === 'create' ? { ...emptyDelta, add: change.members } : change.members;
}

/** What two stages changed together, without the members that one added and the other removed. */
function together(before: MembersChanged, now: MembersChanged): MembersChanged {
  const added = [...before.added, ...now.added];
  const removed = [...before.removed, ...now.removed];
  if (added.length === 0 || removed.length === 0) return { added, removed };
  const [come, gone] = [new Set(added), new Set(removed)];
  return { added: added.filter((id) => !gone.has(id)), removed: removed.filter((id) => !come.has(id)) };
}

/** Makes one stage of several steps, without a look at the rows of other members. */
async function changeStage(
  tx: Tx,
  stages: ReadonlyMap<WithMembers, MemberDelta>,
): Promise<ReadonlyMap<WithMembers, MembersChanged>> {
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
    const take = (rows: Set<string>, members: readonly string[]): readonly string[] =>
      members.filter((member) => rows.delete(rowKey(...keyColumns(step), member)));
    changed.set(step, {
      added: take(added, delta.add),
      removed: [...take(removed, delta.remove), ...(matched.get(step) ?? [])],
    });
  }
  return changed;
}

/** A replacement as a delta, without the members that are in both the old and the new list. */
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

function rowsOf(deltas: ReadonlyMap<WithMembers, MemberDelta>, list: 'add' | 'remove'): readonly MemberRow[] {
  return [...deltas].flatMap(([step, delta]) => {
    const [tenant_id, group_id] = keyColumns(step);
    return delta[list].map((member_id) => ({ tenant_id, group_id, member_id }));
  });
}

/** Removes the members of one group that match a filter, in one statement. */
async function removeMatching(
  { run, dialect }: Tx,
  { batch: { tenant }, change: { id } }: WithMembers,
  where: BoundFilter,
): Promise<readonly string[]> {
  const condition = memberCondition(where, dialect.documents.position);
  const gone = await run<Pick<MemberRow, 'member_id'>>(
    `${UNPREPARED}delete from members where tenant_id = ? and group_id = ? and member_id in (
       select m.member_id from ${MEMBERS} where m.tenant_id = ? and m.group_id = ? and ${condition.sql})
     returning member_id`,
    [tenant, id, tenant, id, ...condition.bindings],
  );
  return gone.map(({ member_id }) => member_id);
}

async function removeRows(tx: Tx, rows: readonly MemberRow[]): Promise<Set<string>> {
  return changeRows(tx, rows, (given) => {
    const those = matchingPortion(tx, MEMBER_KEY, given.map(valuesOf));
    return { ...those, sql: `delete from members where ${those.sql}` };
  });
}

async function addRows(tx: Tx, rows: readonly MemberRow[]): Promise<Set<string>> {
  return changeRows(tx, rows, (given) => {
    const { sql, bindings } = tx.dialect.valueRows(MEMBER_COLUMNS, given.map(valuesOf));
    return {
      sql: `insert into members (tenant_id, group_id, member_id)
       select v.tenant_id, v.group_id, v.member_id from (${sql}) v
       where not exists (select 1 from deleted_ids d where d.tenant_id = v.tenant_id and d.id = v.member_id)
       on conflict do nothing`,
      bindings,
    };
  });
}

/** Changes rows, and returns the keys of those that changed. */
async function changeRows(
  tx: Tx,
  rows: readonly MemberRow[],
  statement: (portion: readonly MemberRow[]) => Fragment,
): Promise<Set<string>> {
  const changed = await changeEach(tx, rows, {
    returning: MEMBER_KEY.join(', '),
    expected: (row) => row,
    statement,
  });
  return new Set(changed.map(memberKey));
}

const valuesOf = ({ tenant_id, group_id, member_id }: MemberRow): readonly string[] => [
  tenant_id,
  group_id,
  member_id,
];

function memberKey({ tenant_id, group_id, member_id }: MemberRow): string {
  return rowKey(tenant_id, group_id, member_id);
}
