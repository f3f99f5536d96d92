import { isObject } from '@scimwright/core';
import { nearestGroups } from '../nearest-groups.ts';
import type { StoredMembership } from '../resource-store.ts';
import type { TenantRecords } from './tenant-records.ts';

/**
 * The groups of a resource, nearest first.
 *
 * @example
 * groupsIn(records, 'nobody', 'displayName').length; // 0
 */
export function groupsIn(
  { groups, resources }: TenantRecords,
  member: string,
  label: string,
): readonly StoredMembership[] {
  return nearestGroups(member, (id) => groups.get(id) ?? []).map((membership) => {
    const body: unknown = JSON.parse(resources.get(membership.group)?.body ?? '{}');
    const name = isObject(body) ? body[label] : undefined;
    return { ...membership, label: typeof name === 'string' ? name : undefined };
  });
}
