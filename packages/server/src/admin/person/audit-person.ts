import type { Tenant } from '@scimwright/store';
import { audit, type AuditAction } from '../audit.ts';
import type { AdminDeps } from '../admin-deps.ts';
import type { Person } from './find-person.ts';

/** An id as this host makes them. A person may be asked for by name, which does not belong into the trail. */
const ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * Writes an action about a person into the audit trail: one entry for each of their ids, or one without an id where none
 * is known.
 */
export async function auditPerson(
  deps: AdminDeps,
  action: Extract<AuditAction, 'exportPerson' | 'erasePerson'>,
  tenant: Tenant,
  { ids }: Pick<Person, 'ids'>,
): Promise<void> {
  const known = [...ids].filter((id) => ID.test(id));
  if (known.length === 0) await audit(deps, action, tenant);
  for (const id of known) await audit(deps, action, tenant, id);
}
