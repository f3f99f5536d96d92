import type { TenantId } from '@scimwright/store';
import type { Fragment } from '../fragment.ts';

/**
 * Whether a group is there whose members are not all deleted yet. The limit keeps PostgreSQL from making a join of it: the
 * table is nearly always empty, and is asked for each row.
 *
 * @param tenant - what stands in the statement for the tenant
 * @param group - and for the id of the group
 *
 * @example
 * groupIsThere('m.tenant_id', 'm.group_id');
 */
export function groupIsThere(tenant: string, group: string): string {
  return `not exists (
    select 1 from removals gone where gone.tenant_id = ${tenant} and gone.id = ${group} limit 1 offset 0)`;
}

/**
 * The same of one group, which is asked once for a statement.
 *
 * @example
 * thisGroupIsThere(tenant, 'g1').bindings; // ['t1', 'g1']
 */
export function thisGroupIsThere(tenant: TenantId, group: string): Fragment {
  return { sql: groupIsThere('?', '?'), bindings: [tenant, group] };
}

/**
 * Whether the tenant of a row is there, of which not all is deleted yet.
 *
 * @example
 * tenantIsThere('e.tenant_id');
 */
export function tenantIsThere(tenant: string): string {
  return groupIsThere(tenant, "''");
}
