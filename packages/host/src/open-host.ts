import type { Connector } from '@scimwright/connector-kit';
import type { Host, OpenHostOptions } from './assemble-host.ts';

export type { Host, OpenHostOptions } from './assemble-host.ts';

/**
 * Opens a host: database, server, admin API, health, demo tenants. The host is ready when this resolves. Resources may still be
 * reindexed then; requests that need their new indexes are answered 503.
 *
 * @throws HostRefusal when there is no connector, two connectors clash, the address cannot be listened on, or the database
 *   cannot be opened
 *
 * @example
 * const host = await openHost({ connectors: [bic], config, logger });
 */
export async function openHost<Served extends Connector>(options: OpenHostOptions<Served>): Promise<Host> {
  // The command line imports this package with the connectors of its project, and needs no server.
  const { assembleHost } = await import('./assemble-host.ts');
  return assembleHost(options);
}
