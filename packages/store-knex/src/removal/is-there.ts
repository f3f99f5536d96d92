import type { TenantId } from '@scimwright/store';
import type { Fragment } from '../fragment.ts';

/**
 * A condition that a group exists, and is not a removed one whose members are not all deleted yet. The limit keeps PostgreSQL from
 * turning it into a join: the table is almost always empty, and is read for each row.
 *
 * @param tenant - the expression for the tenant
 * @param group - the expression for the id of the group
 */
export function groupIsThere(tenant: string, group: string): string {
  return `not exists (
    select 1 from removals gone where gone.tenant_id = ${tenant} and gone.id = ${group} limit 1 offset 0)`;
}

/**
 * The same condition for one group, evaluated once in a statement.
 *
 * @example
 * thisGroupIsThere(tenant, 'g1').bindings; // ['t1', 'g1']
 */
export function thisGroupIsThere(tenant: TenantId, group: string): Fragment {
  return { sql: groupIsThere('?', '?'), bindings: [tenant, group] };
}

/** A condition that the tenant of a row exists, and is not a removed one whose rows are not all deleted yet. */
export function tenantIsThere(tenant: string): string {
  return groupIsThere(tenant, "''");
}
