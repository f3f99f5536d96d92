import {
  describeFaults,
  neededEntitlements,
  startsEnabled,
  wrongSettings,
  type Connector,
} from '@scimwright/connector-kit';
import type { JsonObject } from '@scimwright/core';
import type { Tenant, TenantId } from '@scimwright/store';
import { audit } from './audit.ts';
import { AdminRefusal, connectorOf, type AdminDeps } from './admin-deps.ts';

const NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** What an administrator says of a new tenant. */
export interface NewTenant {
  /** The id of its connector. */
  readonly connector: string;
  /** Its name in the tenant URL. */
  readonly name: string;
  readonly settings?: unknown;
  readonly entitlements?: readonly string[];
}

/** What an administrator may change of a tenant. */
export interface TenantChange {
  readonly enabled?: boolean | undefined;
  readonly entitlements?: readonly string[] | undefined;
  readonly settings?: unknown;
}

/**
 * Creates a tenant of a connector. Whether its endpoint answers at once, or is to be switched on first, is a matter of the
 * connector's token flow.
 *
 * @throws AdminRefusal when the name, an entitlement or the settings are wrong, or the name is taken
 *
 * @example
 * await createTenant(deps, { connector: 'bic', name: 'contoso', entitlements: ['user-management-api'] });
 */
export async function createTenant(deps: AdminDeps, wanted: NewTenant): Promise<Tenant> {
  const connector = connectorOf(deps, wanted.connector);
  if (!NAME.test(wanted.name)) {
    throw new AdminRefusal(
      `"${wanted.name}" cannot be the name of a tenant: it stands in the tenant URL, so use lower-case letters, digits and hyphens, 63 at most.`,
    );
  }
  const tenant: Tenant = {
    // The one place where an id becomes a tenant's.
    id: deps.ids() as TenantId,
    connector: connector.id,
    name: wanted.name,
    enabled: startsEnabled(connector.token),
    entitlements: checkEntitlements(connector, wanted.entitlements ?? []),
    settings: readSettings(connector, wanted.settings ?? {}),
    created: deps.clock().toISOString(),
  };
  if (await deps.store.tenants.create(tenant)) {
    await audit(deps, 'createTenant', tenant);
    return tenant;
  }
  throw new AdminRefusal(
    `${connector.displayName} has a tenant "${wanted.name}" already. Choose another name; or change that one with: scimwright tenant set ${connector.id} ${wanted.name}`,
    'conflict',
  );
}

/**
 * The tenant of that name.
 *
 * @throws AdminRefusal when there is none
 *
 * @example
 * const tenant = await tenantOf(deps, 'bic', 'contoso');
 */
export async function tenantOf(deps: AdminDeps, connectorId: string, name: string): Promise<Tenant> {
  const connector = connectorOf(deps, connectorId);
  const tenant = await deps.store.tenants.get(connector.id, name);
  if (tenant !== undefined) return tenant;
  throw new AdminRefusal(
    `${connector.displayName} has no tenant "${name}". "scimwright tenant list" shows all.`,
    'not-found',
  );
}

/**
 * Changes a tenant; effective with the next request.
 *
 * @throws AdminRefusal when an entitlement or the settings are wrong
 *
 * @example
 * await changeTenant(deps, tenant, { enabled: false });
 */
export async function changeTenant(deps: AdminDeps, tenant: Tenant, change: TenantChange): Promise<Tenant> {
  const { enabled, entitlements, settings } = change;
  const connector = connectorOf(deps, tenant.connector);
  const update = {
    ...(enabled !== undefined && { enabled }),
    ...(entitlements !== undefined && { entitlements: checkEntitlements(connector, entitlements) }),
    ...(settings !== undefined && { settings: readSettings(connector, settings) }),
  };
  if (await deps.store.tenants.update(tenant.id, update)) {
    await audit(deps, 'changeTenant', tenant, Object.keys(update).join(' '));
    return { ...tenant, ...update };
  }
  throw new AdminRefusal(`The tenant "${tenant.name}" is not there any more.`, 'not-found');
}

/** A misspelt entitlement would be kept, and the right one found missing later. */
function checkEntitlements({ displayName, token }: Connector, wanted: readonly string[]): readonly string[] {
  const known = neededEntitlements(token);
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown === undefined) return wanted;
  const choice = known.length === 0 ? 'It has none: leave it out.' : `It has ${known.join(', ')}.`;
  throw new AdminRefusal(`${displayName} has no entitlement "${unknown}". ${choice}`);
}

function readSettings(connector: Connector, wanted: unknown): JsonObject {
  const reading = connector.readSettings(wanted);
  if (reading.kind === 'refused') {
    throw new AdminRefusal(wrongSettings(connector.displayName, reading.faults));
  }
  // What a settings schema yields is stored as JSON, so it has to be JSON, and is read again by each request.
  const stored = JSON.parse(JSON.stringify(reading.settings)) as JsonObject;
  const again = connector.readSettings(stored);
  if (again.kind === 'read') return stored;
  throw new AdminRefusal(
    `The settings schema of ${connector.displayName} refuses what it made of these settings itself, so they would not be readable once stored. Its developer has to let it take its own output.\n${describeFaults(again.faults)}`,
  );
}
