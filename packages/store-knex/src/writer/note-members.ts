import type { Tx } from '../in-transaction.ts';
import type { MembersChanged } from './change-stage.ts';
import { moveVersions, type Move } from './move-versions.ts';
import type { Base } from './read-bases.ts';
import { rowKey } from './row-key.ts';
import { note, type ChangeOf, type Results, type Step } from './step.ts';

type MembersStep = Step<ChangeOf<'members'>>;

/**
 * Gives each members-only step that changed something a version of its own, in order; one that changed nothing keeps
 * the version it saw.
 *
 * @example
 * await noteMembers(tx, stepsOf(steps, 'members'), bases.baseOf, changedBy, results);
 */
export async function noteMembers(
  tx: Tx,
  steps: readonly MembersStep[],
  baseOf: (step: MembersStep) => Base,
  changedBy: (step: MembersStep) => MembersChanged,
  results: Results,
): Promise<void> {
  const moves = new Map<string, Move>();
  for (const step of steps) {
    const { tenant } = step.batch;
    const { id, at } = step.change;
    const { added, removed } = changedBy(step);
    const base = baseOf(step);
    const before = moves.get(rowKey(tenant, id)) ?? { tenant, id, by: 0, modified: base.modified };
    const changed = added.length > 0 || removed.length > 0;
    const after = changed ? { ...before, by: before.by + 1, modified: at } : before;
    moves.set(rowKey(tenant, id), after);
    note(results, step, { version: base.version + after.by, modified: after.modified, added, removed });
  }
  await moveVersions(
    tx,
    [...moves.values()].filter(({ by }) => by > 0),
  );
}
