import type { Tenant } from '@scimwright/store';
import { connectorOf, type AdminDeps } from './admin-deps.ts';
import { audit } from './audit.ts';
import { changeTenant } from './tenants.ts';
import { prepareToken } from './prepare-token.ts';
import type { IssuedToken } from './tokens.ts';

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
  const { secret, token } = prepareToken(deps, enabled, { description: 'Made by enabling', createdBy });
  // The database decides whether there is one already, so that two who enable at once make one token.
  const isFirst = await deps.store.tokens.issue(token, { max: 1, overlapUntil: undefined });
  if (!isFirst) return { tenant: enabled, issued: undefined };
  await audit(deps, 'issueToken', tenant, token.id);
  return { tenant: enabled, issued: { secret, token } };
}
