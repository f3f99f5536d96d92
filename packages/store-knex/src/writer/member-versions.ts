import type { Columns } from '../dialect/dialect.ts';
import type { Tx } from '../in-transaction.ts';
import { changeEach, matching } from '../portions.ts';
import type { MembersChanged, WithMembers } from './change-members.ts';
import {
  keyColumns,
  keyOfStep,
  rowKey,
  setResult,
  type ChangeOf,
  type KeyRow,
  type Refusal,
  type Results,
  type Stamp,
  type Step,
} from './step.ts';

/** By how much the version of a group goes up because its members changed. */
interface Raise {
  readonly tenant: string;
  readonly id: string;
  readonly type: string;
  readonly by: number;
  readonly modified: string;
}

const RAISE: Columns = { tenant_id: 'text', id: 'text', type: 'text', moved: 'integer', modified: 'text' };

/** Whether a step looks at the stored group before it changes members, so that its row has to be read and locked first. */
export function looksAtGroup({ change: { expected, members } }: Step<ChangeOf<'members'>>): boolean {
  const { clear, where, next } = members;
  return expected !== undefined || clear || where !== undefined || next !== undefined;
}

/**
 * Gives each members-only step that changed something the next version, in order. A step that changed nothing counts as the last one.
 *
 * @param isLast - whether no later step changes one of these groups
 * @returns the first step whose group is not there
 */
export async function setMemberVersions(
  tx: Tx,
  steps: readonly Step<ChangeOf<'members'>>[],
  changedBy: (step: WithMembers) => MembersChanged,
  results: Results,
  isLast: boolean,
): Promise<Refusal | undefined> {
  if (steps.length === 0) return undefined;
  const raises = new Map<string, Raise>();
  /** By how much the version of its group is higher than before, once a step has changed something. */
  const places = new Map<Step, number>();
  for (const step of steps) {
    const [tenant, id] = keyColumns(step);
    const { type, at } = step.change;
    const before = raises.get(keyOfStep(step)) ?? { tenant, id, by: 0, modified: at, type };
    const { added, removed } = changedBy(step);
    const isChanged = added.length > 0 || removed.length > 0;
    const after = isChanged ? { ...before, by: before.by + 1, modified: at } : before;
    raises.set(keyOfStep(step), after);
    if (isChanged) places.set(step, after.by);
  }
  const found = await raiseVersions(tx, [...raises.values()]);
  const absent = steps.find((step) => !found.has(keyOfStep(step)));
  if (absent !== undefined) return { step: absent, reason: { kind: 'absent' } };
  const stamps = readStamps(tx, steps, isLast);
  // Those of a last step arrive with the commit; a later step would change the others.
  if (!isLast) await stamps;
  for (const step of steps) {
    const stampOf = async (): Promise<Stamp> => {
      const final = known((await stamps).get(keyOfStep(step)));
      const place = places.get(step);
      const by = raises.get(keyOfStep(step))?.by ?? 0;
      return place === undefined ? final : { version: final.version - by + place, modified: step.change.at };
    };
    setResult(results, step, { stamp: stampOf(), ...changedBy(step) });
  }
  return undefined;
}

/** @returns the keys of the rows that are there */
async function raiseVersions(tx: Tx, raises: readonly Raise[]): Promise<ReadonlySet<string>> {
  const found = await changeEach(tx, raises, {
    returning: 'resources.tenant_id, resources.id',
    expected: ({ tenant, id }): KeyRow => ({ tenant_id: tenant, id }),
    statement: (some) => {
      const { sql, bindings, narrow } = tx.dialect.valueRows(
        RAISE,
        some.map(({ tenant, id, type, by, modified }) => [tenant, id, type, by, modified]),
      );
      const near = narrow(['resources.tenant_id', 'resources.id']);
      return {
        // The type as an expression: PostgreSQL would use an index by type, and read every group.
        sql: `update resources set version = resources.version + v.moved,
           modified = case when v.moved = 0 then resources.modified else v.modified end from (${sql}) v
         where resources.tenant_id = v.tenant_id and resources.id = v.id and resources.type || '' = v.type and ${near.sql}`,
        bindings: [...bindings, ...near.bindings],
      };
    },
  });
  return new Set(found.map(({ tenant_id, id }) => rowKey(tenant_id, id)));
}

const STAMPED = ['tenant_id', 'id', 'version', 'modified'] as const;

async function readStamps(
  tx: Tx,
  steps: readonly Step[],
  isLast: boolean,
): Promise<ReadonlyMap<string, Stamp>> {
  const reads = matching(tx, ['tenant_id', 'id'], steps.map(keyColumns)).map(({ sql, bindings }) => ({
    sql: `select ${STAMPED.join(', ')} from resources where ${sql}`,
    bindings,
    columns: STAMPED,
  }));
  const rows = await Promise.all(
    reads.map((read) =>
      isLast ? tx.readLast<KeyRow & Stamp>(read) : tx.run<KeyRow & Stamp>(read.sql, read.bindings),
    ),
  );
  return new Map(
    rows.flat().map(({ tenant_id, id, version, modified }) => [rowKey(tenant_id, id), { version, modified }]),
  );
}

function known(stamp: Stamp | undefined): Stamp {
  if (stamp === undefined) throw new TypeError('The group of this step was not read.');
  return stamp;
}
