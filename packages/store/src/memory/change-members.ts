import type { MemberDelta } from '@scimwright/core';
import type { Journal } from './journal.ts';
import type { TenantRecords } from './tenant-records.ts';

/** The members that really came and went. */
export interface MembersChanged {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Changes the members of a group. Whoever is in both the old and the new list of a replacement neither comes nor goes.
 *
 * @example
 * changeMembers(records, 'g1', { clear: false, add: ['u1'], remove: [] }, journal).added; // ['u1']
 */
export function changeMembers(
  records: TenantRecords,
  group: string,
  { clear, add, remove }: MemberDelta,
  journal: Journal,
): MembersChanged {
  const members = setOf(records.members, group, journal);
  const wanted = add.filter((id) => !records.removed.has(id));
  const stays = new Set(wanted);
  const leaving = clear ? [...members].filter((id) => !stays.has(id)) : remove;
  const removed = leaving.filter((id) => {
    journal.remove(setOf(records.groups, id, journal), group);
    return journal.remove(members, id);
  });
  const added = wanted.filter((id) => {
    journal.add(setOf(records.groups, id, journal), group);
    return journal.add(members, id);
  });
  return { added, removed };
}

function setOf(map: Map<string, Set<string>>, key: string, journal: Journal): Set<string> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const set = new Set<string>();
  journal.set(map, key, set);
  return set;
}
