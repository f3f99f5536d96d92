import type { Tenant } from '@scimwright/store';
import { audit } from './audit.ts';
import { AdminRefusal, type AdminDeps } from './admin-deps.ts';

/**
 * Deletes a tenant with everything about it: tokens, links, people, groups, events and log.
 *
 * @param confirm - the name of the tenant once more, so that nobody deletes the wrong one
 * @throws AdminRefusal when the name is another, or the tenant is gone
 *
 * @example
 * await removeTenant(deps, tenant, 'contoso');
 */
export async function removeTenant(
  deps: AdminDeps,
  tenant: Tenant,
  confirm: string | undefined,
): Promise<void> {
  if (confirm !== tenant.name) {
    throw new AdminRefusal(
      `This deletes the tenant "${tenant.name}" with its tokens, people, groups, events and log, for good. Confirm it with the name of the tenant.`,
    );
  }
  if (await deps.store.tenants.remove(tenant.id, deps.clock().toISOString())) {
    await audit(deps, 'deleteTenant', tenant);
    return;
  }
  throw new AdminRefusal(`The tenant "${tenant.name}" is not there any more.`, 'not-found');
}
