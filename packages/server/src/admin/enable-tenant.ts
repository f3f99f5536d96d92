import type { Tenant } from '@scimwright/store';
import { isLive } from '@scimwright/store';
import { connectorOf, type AdminDeps } from './admin-deps.ts';
import { changeTenant } from './tenants.ts';
import { issueToken, type IssuedToken } from './tokens.ts';

/** A tenant that was switched on, and the token that this made, where the flow makes one. */
export interface EnabledTenant {
  readonly tenant: Tenant;
  readonly issued: IssuedToken | undefined;
}

/**
 * Lets the endpoint of a tenant answer. In a flow where enabling makes the token, a tenant that has none that works
 * gets one; its secret is in the answer and nowhere else.
 *
 * @throws AdminRefusal when the tenant is gone
 *
 * @example
 * const { issued } = await enableTenant(deps, tenant, { createdBy: 'ada@contoso.example' });
 */
export async function enableTenant(
  deps: AdminDeps,
  tenant: Tenant,
  { createdBy }: { readonly createdBy: string },
): Promise<EnabledTenant> {
  const enabled = await changeTenant(deps, tenant, { enabled: true });
  if (connectorOf(deps, tenant.connector).token.kind !== 'enabled-by-admin') {
    return { tenant: enabled, issued: undefined };
  }
  const now = deps.clock();
  const tokens = await deps.store.tokens.list(tenant.id);
  if (tokens.some((token) => isLive(token, now))) return { tenant: enabled, issued: undefined };
  return {
    tenant: enabled,
    issued: await issueToken(deps, enabled, { description: 'Made by enabling', createdBy }),
  };
}
