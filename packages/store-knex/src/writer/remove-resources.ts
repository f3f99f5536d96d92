import type { Columns } from '../dialect/dialect.ts';
import type { Tx } from '../in-transaction.ts';
import { changeEach, matching, matchingPortion, sendEach, valueRows } from '../portions.ts';
import { leaveLargeToSweep } from '../removal/removals.ts';
import { readCurrent } from './read-current.ts';
import { keyColumns, keyOfStep, keyRowOf, rowKey, type ChangeOf, type Refusal, type Step } from './step.ts';

type Removal = Step<ChangeOf<'remove'>>;

const KEY: Columns = { tenant_id: 'text', id: 'text' };

/**
 * Removes resources with all their rows, takes them out of every group, and records their ids, so that a late request cannot make
 * them members again. The member rows of a large group are left to be swept. Nothing is read, unless a resource is not as expected.
 *
 * @returns the first step whose resource is not as expected
 */
export async function removeResources(tx: Tx, steps: readonly Removal[]): Promise<Refusal | undefined> {
  if (steps.length === 0) return undefined;
  const keys = steps.map(keyColumns);
  await leaveGroups(tx, steps);
  const gone = await deleteResources(tx, steps);
  const kept = steps.filter((step) => !gone.has(keyOfStep(step)));
  const [first] = kept;
  if (first !== undefined) {
    const current = await readCurrent(tx, kept);
    return current.kind === 'refused' ? current.refusal : { step: first, reason: { kind: 'stale' } };
  }
  await deleteRows(tx, 'index_entries', 'id', keys);
  await leaveLargeToSweep(tx, keys);
  await deleteMembers(tx, keys);
  await sendEach(
    tx,
    valueRows(tx, KEY, keys),
    (values) => `insert into deleted_ids (tenant_id, id) ${values} on conflict do nothing`,
  );
  return undefined;
}

type Key = readonly [tenant: string, id: string];

/** Takes the resources out of every group: its version goes up by as many members as it loses. */
async function leaveGroups(tx: Tx, steps: readonly Removal[]): Promise<void> {
  const { joinEach, inSubquery } = tx.dialect;
  const memberRows = joinEach(
    'members',
    'm',
    'm.tenant_id = v.tenant_id and m.member_id = v.id and m.group_id <> v.id',
  );
  const rows = steps.map((step) => [...keyColumns(step), step.change.at]);
  for (const { sql, bindings } of valueRows(tx, { ...KEY, at: 'text' }, rows)) {
    const groups = `from (${sql}) v ${memberRows}`;
    await tx.send({
      sql: `update resources set version = resources.version + lost.members, modified = lost.at
         from (select m.tenant_id, m.group_id, cast(count(*) as integer) as members, max(v.at) as at
               ${groups} group by m.tenant_id, m.group_id) lost
         where resources.tenant_id = lost.tenant_id and resources.id = lost.group_id
           and resources.tenant_id ${inSubquery(`select v.tenant_id from (${sql}) v`)}
           and resources.id ${inSubquery(`select m.group_id ${groups}`)}`,
      bindings: [...bindings, ...bindings, ...bindings],
    });
  }
  await deleteRows(tx, 'members', 'member_id', steps.map(keyColumns));
}

const EXPECTED: Columns = { ...KEY, type: 'text', expected: 'integer' };

/** @returns the keys of the deleted rows */
async function deleteResources(tx: Tx, steps: readonly Removal[]): Promise<ReadonlySet<string>> {
  const gone = await changeEach(tx, steps, {
    returning: 'tenant_id, id',
    expected: keyRowOf,
    statement: (some) => {
      const those = matchingPortion(tx, ['tenant_id', 'id'], some.map(keyColumns));
      const { sql, bindings } = tx.dialect.valueRows(
        EXPECTED,
        some.map((step) => [...keyColumns(step), step.change.type, step.change.expected ?? null]),
      );
      return {
        sql: `delete from resources where ${those.sql} and exists (
                select 1 from (${sql}) v where v.tenant_id = resources.tenant_id and v.id = resources.id
                  and v.type = resources.type and coalesce(v.expected, resources.version) = resources.version)`,
        bindings: [...those.bindings, ...bindings],
      };
    },
  });
  return new Set(gone.map(({ tenant_id, id }) => rowKey(tenant_id, id)));
}

/** Deletes the rows of the members of groups that are not left to be swept. */
async function deleteMembers(tx: Tx, groups: readonly Key[]): Promise<void> {
  await sendEach(
    tx,
    matching(tx, ['tenant_id', 'group_id'], groups),
    (those) => `delete from members where ${those} and not exists (
       select 1 from removals r where r.tenant_id = members.tenant_id and r.id = members.group_id)`,
  );
}

async function deleteRows(tx: Tx, table: string, column: string, keys: readonly Key[]): Promise<void> {
  await sendEach(
    tx,
    matching(tx, ['tenant_id', column], keys),
    (those) => `delete from ${table} where ${those}`,
  );
}
