import { toPredicate } from '@scimwright/core/filter';
import { memberDeltas, type MemberDelta } from '@scimwright/core/patch';
import type { Journal } from './journal.ts';
import type { TenantRecords } from './tenant-records.ts';

/** The members really added and removed. */
export interface MembersChanged {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Changes the members of a group, stage after stage. A member before and after counts as neither added nor removed.
 *
 * @example
 * changeMembers(records, 'g1', { clear: false, add: ['u1'], remove: [] }, journal).added; // ['u1']
 */
export function changeMembers(
  records: TenantRecords,
  group: string,
  delta: MemberDelta,
  journal: Journal,
): MembersChanged {
  const members = setOf(records.members, group, journal);
  const [added, removed] = [new Set<string>(), new Set<string>()];
  for (const stage of memberDeltas(delta)) {
    const wanted = stage.add.filter((id) => !records.removed.has(id));
    for (const id of leaving(records, members, stage, new Set(wanted))) {
      journal.remove(setOf(records.groups, id, journal), group);
      if (journal.remove(members, id) && !added.delete(id)) removed.add(id);
    }
    for (const id of wanted) {
      journal.add(setOf(records.groups, id, journal), group);
      if (journal.add(members, id) && !removed.delete(id)) added.add(id);
    }
  }
  return { added: [...added], removed: [...removed] };
}

/** Who leaves in a stage and is not added again in it. */
function leaving(
  { resources }: TenantRecords,
  members: ReadonlySet<string>,
  { clear, remove, where }: MemberDelta,
  stays: ReadonlySet<string>,
): readonly string[] {
  const matches = where && toPredicate(where);
  const isLeaving = (value: string): boolean => {
    const type = resources.get(value)?.type;
    return clear || matches?.({ value, ...(type !== undefined && { type }) }) === true;
  };
  const found = clear || matches !== undefined ? [...members].filter(isLeaving) : [];
  return [...remove, ...found].filter((id) => !stays.has(id));
}

function setOf(map: Map<string, Set<string>>, key: string, journal: Journal): Set<string> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const set = new Set<string>();
  journal.set(map, key, set);
  return set;
}
