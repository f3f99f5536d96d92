import type { Connector } from '@scimwright/connector-kit';
import { neededEntitlements } from '@scimwright/connector-kit/internal';
import type { AdminDeps } from '@scimwright/server/admin';
import { hashToken } from '@scimwright/server/internal';
import { isLive, type Tenant } from '@scimwright/store';
import type { DemoTenant } from './demo-file.ts';
import type { DemoMemory } from './demo-memory.ts';

const NAME = 'contoso';
const CREATED_BY = 'demo';
const REMEDY = 'Give values that the connector accepts as "demo" in its definition.';

/** A later start finds the demo as it is, and needs none of this. */
const loadAdmin = () => import('@scimwright/server/admin');

/** Options of a demo. */
export interface DemoOptions {
  /** The demo tenants of earlier starts. Their tokens are kept while they are valid. */
  readonly known: readonly DemoTenant[];
  readonly memory: DemoMemory;
  /** The loopback URL of the host, without a trailing slash. */
  readonly url: string;
  /** Whether a new tenant gets people. */
  readonly isFilled: boolean;
  /** Is called with a sentence when a connector has no demo tenant, or no people in it. */
  warn(sentence: string): void;
}

/**
 * Gives every connector a demo tenant with a valid token. It fills a new tenant with people, and leaves an existing one as it
 * is. It never touches a tenant that it did not create, and never recreates one that was deleted.
 */
export async function prepareDemo(deps: AdminDeps, options: DemoOptions): Promise<readonly DemoTenant[]> {
  const tenants: DemoTenant[] = [];
  for (const connector of deps.connectors) {
    try {
      const tenant = await demoTenant(deps, connector, options);
      if (tenant !== undefined) tenants.push(tenant);
    } catch (error) {
      options.warn(`${connector.displayName} has no demo tenant. ${messageOf(error)} ${REMEDY}`);
    }
  }
  return tenants;
}

async function demoTenant(
  deps: AdminDeps,
  connector: Connector,
  { known, memory, url, isFilled, warn }: DemoOptions,
): Promise<DemoTenant | undefined> {
  const madeEarlier = memory.madeFor(connector);
  const existing = await deps.store.tenants.get(connector.id, NAME);
  if (existing !== undefined && existing.id !== madeEarlier) {
    warn(
      `${connector.displayName} has no demo tenant. The demo did not create its tenant "${NAME}", so it leaves that tenant alone.`,
    );
    return undefined;
  }
  if (existing === undefined && madeEarlier !== undefined) return undefined; // somebody deleted it
  const tenant = existing ?? (await newTenant(deps, connector, memory));
  const kept = known.find((one) => one.connector === connector.id && one.tenant === NAME)?.secretToken;
  const secretToken = (await works(deps, tenant, kept)) ?? (await newToken(deps, tenant));
  const tenantUrl = `${url}${connector.path.replace(':tenant', NAME)}`;
  if (existing === undefined && isFilled) {
    const { fillTenant } = await import('./fill-tenant.ts');
    const refused = await fillTenant(connector, { tenantUrl, secretToken }).catch(messageOf);
    if (refused !== undefined) {
      warn(`The demo tenant of ${connector.displayName} is incomplete. ${refused} ${REMEDY}`);
    }
  }
  return { connector: connector.id, tenant: NAME, tenantUrl, secretToken };
}

async function newTenant(deps: AdminDeps, connector: Connector, memory: DemoMemory): Promise<Tenant> {
  const { changeTenant, createTenant } = await loadAdmin();
  const { settings } = connector.demo;
  const entitlements = neededEntitlements(connector.token);
  const tenant = await createTenant(deps, { connector: connector.id, name: NAME, settings, entitlements });
  await memory.remember(connector, tenant.id);
  return tenant.enabled ? tenant : changeTenant(deps, tenant, { enabled: true });
}

async function works({ store, clock }: AdminDeps, tenant: Tenant, secret: string | undefined) {
  if (secret === undefined) return undefined;
  const found = await store.tokens.find(hashToken(secret));
  return found && found.tenant.id === tenant.id && isLive(found.token, clock()) ? secret : undefined;
}

/** Replaces the demo's old tokens, which cannot be read any more, by a new one. */
async function newToken(deps: AdminDeps, tenant: Tenant): Promise<string> {
  const { issueToken, revokeToken } = await loadAdmin();
  for (const token of await deps.store.tokens.list(tenant.id)) {
    if (token.createdBy === CREATED_BY && isLive(token, deps.clock()))
      await revokeToken(deps, tenant, token.id);
  }
  const { secret } = await issueToken(deps, tenant, { description: 'Demo', createdBy: CREATED_BY });
  return secret;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
