import type { Tenant, TenantId } from '@scimwright/store';

/** A row of `tenants`, as a statement selects it by `TENANT_COLUMNS`. */
export interface TenantRow {
  readonly id: TenantId;
  readonly connector: string;
  readonly name: string;
  readonly enabled: boolean | number;
  readonly entitlements: string;
  readonly settings: string;
  readonly created: string;
}

export const TENANT_COLUMNS = 'id, connector, name, enabled, entitlements, settings, created';

/** The tenant of a row. A start of a host reads tenants, and loading objection takes longer than the rest of it. */
export function tenantOf({
  id,
  connector,
  name,
  enabled,
  entitlements,
  settings,
  created,
}: TenantRow): Tenant {
  return {
    id,
    connector,
    name,
    enabled: Boolean(enabled),
    // Both were written by `create` and `update` of the tenants.
    entitlements: JSON.parse(entitlements) as Tenant['entitlements'],
    settings: JSON.parse(settings) as Tenant['settings'],
    created,
  };
}
