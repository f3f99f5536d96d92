import type { JsonObject } from '@scimwright/core';
import type { Tenant } from '@scimwright/store';
import { connectorOf, type AdminDeps } from './admin-deps.ts';

/** A tenant as an administrator sees it. */
export interface ShownTenant {
  /** The id of its connector. */
  readonly connector: string;
  /** Its name in the tenant URL. */
  readonly tenant: string;
  /** What an administrator copies into Entra. */
  readonly tenantUrl: string;
  readonly enabled: boolean;
  readonly entitlements: readonly string[];
  readonly settings: JsonObject;
  readonly created: string;
}

/**
 * Shows a tenant.
 *
 * @param origin - the URL of the host, without a slash at its end
 *
 * @example
 * showTenant(deps, tenant, 'https://scim.example').tenantUrl; // 'https://scim.example/flow/contoso/scim/v2'
 */
export function showTenant(deps: Pick<AdminDeps, 'connectors'>, tenant: Tenant, origin: string): ShownTenant {
  const { connector, name, enabled, entitlements, settings, created } = tenant;
  const { path } = connectorOf(deps, connector);
  const tenantUrl = `${origin}${path.replace(':tenant', name)}`;
  return { connector, tenant: name, tenantUrl, enabled, entitlements, settings, created };
}
