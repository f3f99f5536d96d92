import { neededEntitlements, type Connector } from '@scimwright/connector-kit';
import {
  changeTenant,
  createTenant,
  hashToken,
  issueToken,
  revokeToken,
  type AdminDeps,
} from '@scimwright/server';
import { isLive, type Tenant } from '@scimwright/store';
import type { DemoTenant } from './demo-file.ts';
import { fillTenant } from './fill-tenant.ts';

const NAME = 'contoso';
const CREATED_BY = 'demo';

/**
 * Sees to it that every connector has its demo tenant with a token that works. A new tenant is filled with people
 * unless it is to stay empty; an old one is left as it is.
 *
 * @param known - the demo tenants of earlier starts, whose tokens are kept while they work
 * @param origin - the URL of the host, without a slash at its end
 *
 * @example
 * const tenants = await prepareDemo(deps, { known: [], origin: 'http://127.0.0.1:8080', isEmpty: false });
 */
export async function prepareDemo(
  deps: AdminDeps,
  options: { readonly known: readonly DemoTenant[]; readonly origin: string; readonly isEmpty: boolean },
): Promise<readonly DemoTenant[]> {
  const { known, origin, isEmpty } = options;
  const tenants: DemoTenant[] = [];
  for (const connector of deps.connectors) {
    const existing = await deps.store.tenants.get(connector.id, NAME);
    const tenant = existing ?? (await newTenant(deps, connector));
    const kept = known.find((one) => one.connector === connector.id && one.tenant === NAME)?.secretToken;
    const secretToken = (await works(deps, tenant, kept)) ?? (await newToken(deps, tenant));
    const tenantUrl = `${origin}${connector.path.replace(':tenant', NAME)}`;
    if (existing === undefined && !isEmpty) await fillTenant(connector, { tenantUrl, secretToken });
    tenants.push({ connector: connector.id, tenant: NAME, tenantUrl, secretToken });
  }
  return tenants;
}

async function newTenant(deps: AdminDeps, connector: Connector): Promise<Tenant> {
  const entitlements = neededEntitlements(connector.token);
  const tenant = await createTenant(deps, { connector: connector.id, name: NAME, entitlements });
  return tenant.enabled ? tenant : changeTenant(deps, tenant, { enabled: true });
}

async function works({ store, clock }: AdminDeps, tenant: Tenant, secret: string | undefined) {
  if (secret === undefined) return undefined;
  const found = await store.tokens.find(hashToken(secret));
  return found && found.tenant.id === tenant.id && isLive(found.token, clock()) ? secret : undefined;
}

/** A new token in the place of the demo's old ones, which nobody can read any more. */
async function newToken(deps: AdminDeps, tenant: Tenant): Promise<string> {
  for (const token of await deps.store.tokens.list(tenant.id)) {
    if (token.createdBy === CREATED_BY && isLive(token, deps.clock()))
      await revokeToken(deps, tenant, token.id);
  }
  const { secret } = await issueToken(deps, tenant, { description: 'Demo', createdBy: CREATED_BY });
  return secret;
}
