import { compareText } from '@scimwright/core';
import type { StoredMembership } from './resource-store.ts';

/** The largest number of groups that are returned for one resource. Windows refuses to sign in a user with more than 1,010. */
export const MAX_GROUPS = 1_000;

/**
 * The groups of a member, nearest first: its direct groups, then the groups of those, and so on. No group is followed twice, so that
 * circles end.
 *
 * @param groupsOf - the groups with this direct member
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
  while (level.length > 0 && met.size < MAX_GROUPS) {
    const next = new Set(level.flatMap((id) => [...groupsOf(id)]).filter((group) => !met.has(group)));
    level = [...next].toSorted(compareText);
    for (const group of level) met.add(group);
    direct ||= level.length;
  }
  return [...met].slice(0, MAX_GROUPS).map((group, at) => ({ group, isDirect: at < direct }));
}
