import { neededEntitlements, type Connector } from '@scimwright/connector-kit';
import {
  changeTenant,
  createTenant,
  issueToken,
  revokeToken,
  type AdminDeps,
} from '@scimwright/server/admin';
import { hashToken } from '@scimwright/server/internal';
import { isLive, type Tenant } from '@scimwright/store';
import type { DemoTenant } from './demo-file.ts';
import type { DemoMemory } from './demo-memory.ts';
import { fillTenant } from './fill-tenant.ts';

const NAME = 'contoso';
const CREATED_BY = 'demo';
const REMEDY = 'Say what the connector accepts, as "demo" in its definition.';

/** What a demo is made with. */
export interface DemoOptions {
  /** The demo tenants of earlier starts, whose tokens are kept while they work. */
  readonly known: readonly DemoTenant[];
  readonly memory: DemoMemory;
  /** The loopback URL of the host, without a slash at its end. */
  readonly url: string;
  /** Whether a new tenant gets people. */
  readonly isFilled: boolean;
  /** Is told, in a sentence, why a connector has no demo tenant or no people in it. */
  warn(sentence: string): void;
}

/**
 * Sees to it that every connector has its demo tenant with a token that works. It fills a new tenant with people, and leaves an
 * old one as it is. It keeps away from every tenant that it did not make, and does not make one again that was deleted.
 *
 * @example
 * const tenants = await prepareDemo(deps, { known: [], memory, url: 'http://127.0.0.1:8080', isFilled: true, warn });
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
      `${connector.displayName} has no demo tenant. The demo did not make its tenant "${NAME}" and leaves it alone.`,
    );
    return undefined;
  }
  if (existing === undefined && madeEarlier !== undefined) return undefined; // somebody deleted it
  const tenant = existing ?? (await newTenant(deps, connector, memory));
  const kept = known.find((one) => one.connector === connector.id && one.tenant === NAME)?.secretToken;
  const secretToken = (await works(deps, tenant, kept)) ?? (await newToken(deps, tenant));
  const tenantUrl = `${url}${connector.path.replace(':tenant', NAME)}`;
  if (existing === undefined && isFilled) {
    const refused = await fillTenant(connector, { tenantUrl, secretToken }).catch(messageOf);
    if (refused !== undefined) {
      warn(`The demo tenant of ${connector.displayName} is not complete. ${refused} ${REMEDY}`);
    }
  }
  return { connector: connector.id, tenant: NAME, tenantUrl, secretToken };
}

async function newTenant(deps: AdminDeps, connector: Connector, memory: DemoMemory): Promise<Tenant> {
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

/** A new token in the place of the demo's old ones, which nobody can read any more. */
async function newToken(deps: AdminDeps, tenant: Tenant): Promise<string> {
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
