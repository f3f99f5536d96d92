import type { Connector } from '@scimwright/connector-kit';
import type { SettingFault } from '@scimwright/connector-kit';
import type { Tenant } from '@scimwright/store';
import { z } from 'zod';
import { connectorOf, type AdminDeps } from './admin-deps.ts';
import { json, texts, time } from './fields.ts';

/** A tenant. */
export const shownTenant = z.strictObject({
  connector: z.string().describe('The id of its connector.'),
  tenant: z.string().describe('Its name in the tenant URL.'),
  tenantUrl: z.string().describe('What an administrator copies into Tenant URL in Entra.'),
  enabled: z.boolean().describe('Whether its endpoint answers.'),
  entitlements: texts.describe('What the customer has bought.'),
  settings: json.describe('What differs between the customers of the connector.'),
  created: time,
});

/** A tenant as an administrator sees it. */
export type ShownTenant = z.infer<typeof shownTenant>;

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

/**
 * What is wrong with the stored settings of a tenant: an earlier version of its connector took them, and this one does
 * not.
 *
 * @example
 * settingFaults(bic, tenant); // [{ setting: 'roles', problem: 'Invalid input: expected array' }]
 */
export function settingFaults(
  { parseSettings }: Pick<Connector, 'parseSettings'>,
  { settings }: Pick<Tenant, 'settings'>,
): readonly SettingFault[] {
  const parsed = parseSettings(settings);
  return parsed.kind === 'refused' ? parsed.faults : [];
}
