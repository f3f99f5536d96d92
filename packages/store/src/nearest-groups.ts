import { compareText } from '@scimwright/core';
import type { StoredMembership } from './resource-store.ts';

/** So many groups of one resource are told of. Windows signs nobody in who is in more than 1,010. */
export const MOST_GROUPS = 1_000;

/**
 * The groups that a member is in, the nearest first: those it is a member of, then those that these are members of. A
 * group that was met is not followed again, so that circles end.
 *
 * @param groupsOf - the groups that have this member or group as a member
 *
 * @example
 * const groupsOf = (id: string) => ({ u1: ['g1'], g1: ['g2'], g2: ['g1'] })[id] ?? [];
 * nearestGroups('u1', groupsOf).map(({ group }) => group); // ['g1', 'g2']
 */
export function nearestGroups(
  member: string,
  groupsOf: (id: string) => Iterable<string>,
): readonly Omit<StoredMembership, 'label'>[] {
  const met = new Set<string>();
  let level: readonly string[] = [member];
  let direct = 0;
  while (level.length > 0 && met.size < MOST_GROUPS) {
    const next = new Set(level.flatMap((id) => [...groupsOf(id)]).filter((group) => !met.has(group)));
    level = [...next].toSorted(compareText);
    for (const group of level) met.add(group);
    direct ||= level.length;
  }
  return [...met].slice(0, MOST_GROUPS).map((group, at) => ({ group, isDirect: at < direct }));
}
