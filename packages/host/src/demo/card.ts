import type { Connector } from '@scimwright/connector-kit';
import type { DemoTenant } from './demo-file.ts';

/**
 * The card that a start prints: what to copy into Entra, in Entra's own words.
 *
 * @example
 * card({ url: 'http://127.0.0.1:8080', adminUrl: 'http://127.0.0.1:8080', connectors: [bic], tenants, dataDir: '.data', adminTokenIn: '.data/admin-token' });
 */
export function card(shown: {
  readonly url: string;
  /** Where the admin API is, without a slash at its end. */
  readonly adminUrl: string;
  readonly connectors: readonly Connector[];
  readonly tenants: readonly DemoTenant[];
  readonly dataDir: string;
  /** Where the admin token is; it is not printed itself. */
  readonly adminTokenIn: string;
}): string {
  const { url, adminUrl, connectors, tenants, dataDir, adminTokenIn } = shown;
  const blocks = tenants.map(({ connector, tenantUrl, secretToken }) => {
    const name = connectors.find(({ id }) => id === connector)?.displayName ?? connector;
    return `  ${name}\n    Tenant URL    ${tenantUrl}\n    Secret Token  ${secretToken}\n`;
  });
  return [
    `\nScimwright is ready at ${url}\n`,
    ...blocks,
    `  Admin API\n    Address       ${adminUrl}/admin/api\n    Admin token   in ${adminTokenIn}\n`,
    `  The data is kept in ${dataDir}. Stop with Ctrl-C.\n`,
  ].join('\n');
}
