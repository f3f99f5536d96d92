import { randomUUID } from 'node:crypto';
import type { Connector } from '@scimwright/connector-kit';
import { neededEntitlements } from '@scimwright/connector-kit/internal';
import { createTenant, enableTenant, issueToken, type AdminDeps } from '@scimwright/server/admin';
import type { StoredToken, Tenant } from '@scimwright/store';
import type { Credentials } from './send.ts';
import type { ServeConnector } from './serve-connector.ts';

/** A tenant for one test, with a valid token. */
export interface OpenTenant extends Credentials {
  readonly tenant: Tenant;
  readonly secretToken: string;
  readonly token: StoredToken;
}

/** A running server of one connector, with the functions that tests need. */
export interface TestServer {
  readonly connector: Connector;
  /** The dependencies of admin operations, with the same store and clock. */
  readonly admin: AdminDeps;
  /** Creates a disabled tenant. By default, it has the entitlement that the connector's token flow needs. */
  createTenant(entitlements?: readonly string[]): Promise<Tenant>;
  /** The URL that an administrator copies into Entra. */
  tenantUrl(tenant: Tenant): string;
  /** Creates an enabled tenant with a token. */
  openTenant(): Promise<OpenTenant>;
  /** Moves the clock of the server and of admin operations. */
  passDays(days: number): void;
  close(): Promise<void>;
}

const DAY_MS = 86_400_000;

/**
 * Starts a server for a connector. Each test creates its own tenants, so that tests do not affect each other.
 */
export async function openTestServer(
  connector: Connector,
  { settings, serve }: { readonly settings: unknown; readonly serve: ServeConnector },
): Promise<TestServer> {
  let ahead = 0;
  const clock = (): Date => new Date(Date.now() + ahead);
  const { origin, store, close } = await serve(connector, { clock });
  const admin: AdminDeps = { connectors: [connector], store, clock, ids: randomUUID };
  const entitled = neededEntitlements(connector.token);
  const create = (entitlements: readonly string[] = entitled): Promise<Tenant> =>
    createTenant(admin, { connector: connector.id, name: `suite-${randomUUID()}`, settings, entitlements });
  const urlOf = ({ name }: Tenant): string => `${origin}${connector.path.replace(':tenant', name)}`;
  return {
    connector,
    admin,
    createTenant: create,
    tenantUrl: urlOf,
    async openTenant() {
      const { tenant, issued } = await enableTenant(admin, await create(), { createdBy: 'suite' });
      const wanted = { description: 'Entra', createdBy: 'suite' };
      const { secret, token } = issued ?? (await issueToken(admin, tenant, wanted));
      return { tenant, tenantUrl: urlOf(tenant), secretToken: secret, token };
    },
    passDays(days) {
      ahead += days * DAY_MS;
    },
    close,
  };
}
