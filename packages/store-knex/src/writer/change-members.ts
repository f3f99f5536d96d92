import { noMembers, touchesMembers, type MemberDelta } from '@scimwright/core';
import type { Tx } from '../in-transaction.ts';
import { changeStage, type MembersChanged, type WithMembers } from './change-stage.ts';

/**
 * Changes the members of groups, stage after stage; ordinary steps have one. An id that belonged to a resource that was
 * removed is not put in. Whoever is a member before and after all stages of a step neither comes nor goes.
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
  const open = new Map<WithMembers, MemberDelta>();
  for (const step of steps) {
    const delta = deltaOf(step);
    if (touchesMembers(delta)) open.set(step, delta);
  }
  const changed = new Map<WithMembers, MembersChanged>();
  while (open.size > 0) {
    const changedNow = await changeStage(tx, open);
    for (const [step, { next }] of open) {
      changed.set(step, together(changed.get(step) ?? nothing, changedNow(step)));
      if (next === undefined) open.delete(step);
      else open.set(step, next);
    }
  }
  return (step) => changed.get(step) ?? nothing;
}

function deltaOf({ change }: WithMembers): MemberDelta {
  return change.kind === 'create' ? { ...noMembers, add: change.members } : change.members;
}

const nothing: MembersChanged = { added: [], removed: [] };

/** What two stages changed together: who came and went again, or went and came again, did neither. */
function together(before: MembersChanged, now: MembersChanged): MembersChanged {
  const [added, removed] = [
    [...before.added, ...now.added],
    [...before.removed, ...now.removed],
  ];
  if (added.length === 0 || removed.length === 0) return { added, removed };
  const [come, gone] = [new Set(added), new Set(removed)];
  return { added: added.filter((id) => !gone.has(id)), removed: removed.filter((id) => !come.has(id)) };
}
