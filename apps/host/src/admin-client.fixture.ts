import { tenantClient, type TenantClient } from './tenant-client.fixture.ts';

/** The admin token of hosts that a test gives one. */
export const ADMIN_TOKEN = 'an-admin-token-of-the-tests-0123456789abcdef';

/** The admin API of a host. */
export interface AdminClient {
  /** Sends a request below /admin/api. */
  send(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ readonly status: number; readonly text: string }>;
  /** Creates an enabled tenant with a token. */
  openTenant(name: string): Promise<TenantClient>;
  /** Issues another token for a tenant. */
  issueToken(name: string): Promise<IssuedToken>;
}

/** A newly issued token. */
interface IssuedToken {
  readonly tenantUrl: string;
  readonly secretToken: string;
  readonly token: { readonly id: string };
}

/** Opens a client of the admin API, for tenants of the connector whose users the tests write. */
export function adminClient(origin: string): AdminClient {
  const send: AdminClient['send'] = async (method, path, body) => {
    const answer = await fetch(`${origin}/admin/api${path}`, {
      method,
      headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, text: await answer.text() };
  };
  const sent = async (method: string, path: string, body: object): Promise<string> => {
    const { status, text } = await send(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path} was answered ${status}: ${text}`);
    return text;
  };
  const issueToken = async (name: string): Promise<IssuedToken> =>
    JSON.parse(await sent('POST', `/tenants/bic/${name}/tokens`, { description: 'tests' })) as IssuedToken;
  return {
    send,
    issueToken,
    async openTenant(tenant) {
      const entitlements = ['user-management-api'];
      await sent('POST', '/tenants', { connector: 'bic', tenant, entitlements });
      await sent('POST', `/tenants/bic/${tenant}/enable`, { createdBy: 'tests' });
      const { tenantUrl, secretToken } = await issueToken(tenant);
      return tenantClient(tenantUrl, secretToken);
    },
  };
}
