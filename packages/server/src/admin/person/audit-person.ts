import type { Tenant } from '@scimwright/store';
import { audit, type AuditAction } from '../audit.ts';
import type { AdminDeps } from '../admin-deps.ts';
import type { Person } from './find-person.ts';

/** As this host makes ids. What somebody asked for may be a name, which does not belong into the trail. */
const ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * Writes into the audit trail what was done about a person: an entry for each of their ids, or one without where none is known.
 *
 * @example
 * await auditPerson(deps, 'exportPerson', tenant, person);
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
