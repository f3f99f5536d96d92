import type { Connector } from '@scimwright/connector-kit';
import {
  describeFaults,
  neededEntitlements,
  isEnabledByDefault,
  describeWrongSettings,
} from '@scimwright/connector-kit/internal';
import type { JsonObject } from '@scimwright/core';
import type { Tenant, TenantId } from '@scimwright/store';
import { z } from 'zod';
import { AdminRefusal, connectorOf, type AdminDeps } from './admin-deps.ts';
import { audit } from './audit.ts';
import { json, limit, line } from './fields.ts';
import { checkIssuable, newToken } from './new-token.ts';
import { shownTenant } from './show-tenant.ts';
import { shownIssuedToken, type IssuedToken } from './tokens.ts';

/** What names a tenant in a path. */
export const tenantParams = z.strictObject({
  connector: z.string().max(100).describe("The id of the tenant's connector."),
  tenant: z.string().max(100).describe('The name of the tenant, as in its URL.'),
});

/** The same on the command line. */
export const tenantArguments = { connector: '<connector>', tenant: '<name>' } as const;

/**
 * The tenant that a path names.
 *
 * @throws AdminRefusal when there is none
 */
export function tenantAt(params: z.infer<typeof tenantParams>, deps: AdminDeps): Promise<Tenant> {
  return tenantOf(deps, params.connector, params.tenant);
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

/** Which tenants to list. */
export const tenantSearch = z.strictObject({
  connector: z.string().max(100).optional().describe('Only the tenants of one connector, by its id.'),
  after: z.string().max(200).optional().describe('The `next` of the page before.'),
  limit,
});

/** Which tenants to list. */
export type TenantSearch = z.infer<typeof tenantSearch>;

/** A page of tenants. */
export const tenantPage = z.strictObject({
  tenants: z.array(shownTenant).readonly(),
  next: z.string().optional().describe('The `after` of the next page; absent on the last.'),
});

/**
 * Lists tenants by connector and name, one page at a time.
 *
 * @returns the tenants, and where the next page begins unless this is the last
 * @throws AdminRefusal when there is no such connector
 *
 * @example
 * const { tenants, next } = await listTenants(deps, { connector: 'bic', limit: 50 });
 */
export async function listTenants(
  deps: AdminDeps,
  { connector, after, limit: max }: TenantSearch,
): Promise<{ readonly tenants: readonly Tenant[]; readonly next: string | undefined }> {
  if (connector !== undefined) connectorOf(deps, connector);
  const [afterConnector = '', afterName = ''] = after?.split('/') ?? [];
  const found = await deps.store.tenants.list({
    connector,
    after: after === undefined ? undefined : { connector: afterConnector, name: afterName },
    limit: max + 1,
  });
  const tenants = found.slice(0, max);
  const last = tenants.at(-1);
  return { tenants, next: found.length > max && last ? `${last.connector}/${last.name}` : undefined };
}

const entitlements = z.array(z.string().min(1).max(100)).max(50).optional();

/** The input for a new tenant. */
export const wantedTenant = z.strictObject({
  connector: z.string().max(100).describe('The id of its connector.'),
  tenant: z.string().max(100).describe('Its name in the tenant URL: lower-case letters, digits and hyphens.'),
  settings: json.optional().describe('What differs between the customers of the connector.'),
  entitlements: entitlements.describe('What the customer has bought.'),
});

/** A new tenant: its connector, its name in the tenant URL, and its settings, which the connector checks. */
export interface NewTenant {
  readonly connector: string;
  readonly name: string;
  readonly settings?: unknown;
  readonly entitlements?: readonly string[];
}

const NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Creates a tenant of a connector. The connector's token flow decides whether its endpoint answers at once.
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
    enabled: isEnabledByDefault(connector.token),
    entitlements: checkEntitlements(connector, wanted.entitlements ?? []),
    settings: parseSettings(connector, wanted.settings ?? {}),
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

/** A change of a tenant; absent fields stay unchanged. */
export const tenantChange = z
  .strictObject({
    settings: json.optional().describe('Replaces all settings.'),
    entitlements: entitlements.describe('Replaces all that the customer has bought.'),
  })
  .refine((change) => Object.keys(change).length > 0, { error: 'name settings or entitlements' });

/** What an administrator may change of a tenant; the connector checks the settings. */
export interface TenantChange {
  readonly enabled?: boolean | undefined;
  readonly entitlements?: readonly string[] | undefined;
  readonly settings?: unknown;
}

/**
 * Changes a tenant, effective with the next request.
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
    ...(settings !== undefined && { settings: parseSettings(connector, settings) }),
  };
  if (await deps.store.tenants.update(tenant.id, update)) {
    await audit(deps, 'changeTenant', tenant, Object.keys(update).join(' '));
    return { ...tenant, ...update };
  }
  throw goneMeanwhile(tenant);
}

/** A misspelt entitlement would be kept, and the right one found missing later. */
function checkEntitlements({ displayName, token }: Connector, wanted: readonly string[]): readonly string[] {
  const known = neededEntitlements(token);
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown === undefined) return wanted;
  const choice = known.length === 0 ? 'It has none: leave it out.' : `It has ${known.join(', ')}.`;
  throw new AdminRefusal(`${displayName} has no entitlement "${unknown}". ${choice}`);
}

function parseSettings(connector: Connector, wanted: unknown): JsonObject {
  const parsed = connector.parseSettings(wanted);
  if (parsed.kind === 'refused') {
    throw new AdminRefusal(describeWrongSettings(connector.displayName, parsed.faults));
  }
  // What a settings schema yields is stored as JSON, so it has to be JSON, and is read again by each request.
  const stored = JSON.parse(JSON.stringify(parsed.settings)) as JsonObject;
  const again = connector.parseSettings(stored);
  if (again.kind === 'read') return stored;
  throw new AdminRefusal(
    `The settings schema of ${connector.displayName} refuses what it made of these settings itself, so they would not be readable once stored. Its developer has to let it take its own output.\n${describeFaults(again.faults)}`,
  );
}

/** The input to enable a tenant. */
export const enabling = z.strictObject({
  createdBy: line.default('admin API').describe('Who makes the token, where enabling makes it.'),
});

/** An enabled tenant, as it is shown. */
export const shownEnabledTenant = z.strictObject({
  tenant: shownTenant,
  message: z.string().describe('Which tokens work; or that none does, and how to issue one.'),
  issued: shownIssuedToken
    .optional()
    .describe('The token, where enabling makes it. Its secret is shown once.'),
});

/** A tenant that was enabled, and the token that this made, where the flow makes one. */
export interface EnabledTenant {
  readonly tenant: Tenant;
  readonly issued: IssuedToken | undefined;
}

/**
 * Lets the endpoint of a tenant answer. Where the token flow makes the token by enabling, a tenant without one that works
 * gets one; its secret is in the answer and nowhere else.
 *
 * @throws AdminRefusal when the tenant is deleted
 *
 * @example
 * const { issued } = await enableTenant(deps, tenant, { createdBy: 'ada@contoso.example' });
 */
export async function enableTenant(
  deps: AdminDeps,
  tenant: Tenant,
  { createdBy }: z.infer<typeof enabling>,
): Promise<EnabledTenant> {
  const enabled = await changeTenant(deps, tenant, { enabled: true });
  if (connectorOf(deps, tenant.connector).token.kind !== 'enabled-by-admin') {
    return { tenant: enabled, issued: undefined };
  }
  const wish = { description: 'Made by enabling', createdBy };
  checkIssuable(deps, enabled, wish);
  const { secret, token } = newToken(deps, enabled, { kind: 'tenant' }, wish);
  // The database decides whether there is one already, so that two who enable at once make one token.
  const isFirst = await deps.store.tokens.issue(token, { max: 1, overlapUntil: undefined });
  if (!isFirst) return { tenant: enabled, issued: undefined };
  await audit(deps, 'issueToken', tenant, token.id);
  return { tenant: enabled, issued: { secret, token } };
}

/** A tenant that was deleted. */
export const deletedTenant = z.strictObject({ connector: z.string(), tenant: z.string() });

/**
 * Deletes a tenant with everything that belongs to it: tokens, links, people, groups, events and log.
 *
 * @param confirm - the name of the tenant once more, so that nobody deletes the wrong one
 * @throws AdminRefusal when the name is another, or the tenant is deleted already
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
    throw new AdminRefusal(`${deletes(tenant)} Confirm it with the name of the tenant.`);
  }
  if (await deps.store.tenants.remove(tenant.id, deps.clock().toISOString())) {
    await audit(deps, 'deleteTenant', tenant);
    return;
  }
  throw goneMeanwhile(tenant);
}

/**
 * What deleting a tenant means, for a refusal that asks whether you mean it.
 *
 * @example
 * deletes({ name: 'contoso' }).startsWith('This deletes the tenant "contoso"'); // true
 */
export function deletes({ name }: Pick<Tenant, 'name'>): string {
  return `This deletes the tenant "${name}" with its tokens, people, groups, events and log, for good.`;
}

function goneMeanwhile({ name }: Tenant): AdminRefusal {
  return new AdminRefusal(`The tenant "${name}" is not there any more.`, 'not-found');
}
