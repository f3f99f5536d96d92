import type { Connector } from '@scimwright/connector-kit';
import type { DemoTenant } from './demo-file.ts';

/** The start-up card: what to copy into Entra, in Entra's words. */
export function card(shown: {
  readonly url: string;
  /** The URL of the admin API, without a trailing slash. */
  readonly adminUrl: string;
  readonly connectors: readonly Connector[];
  readonly tenants: readonly DemoTenant[];
  readonly dataDir: string;
  /** Where the admin token is stored. The card does not show the token itself. */
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
    `  Data is kept in ${dataDir}. Press Ctrl-C to stop.\n`,
  ].join('\n');
}
