import type { Connector } from '@scimwright/connector-kit';
import { createServer, type Logger } from '@scimwright/server';
import type { HostConfig } from './config.ts';
import { readDemoFile, writeDemoFile, type DemoTenant } from './demo/demo-file.ts';
import { prepareDemo } from './demo/prepare-demo.ts';
import { hostPaths } from './host-paths.ts';
import { listen } from './listen.ts';
import { openAdmin } from './open-admin.ts';
import type { Store } from '@scimwright/store';
import { openPrometheus } from './prometheus.ts';
import { pruneLog } from './prune-log.ts';

/** A host that answers. */
export interface Host {
  /** Where it listens, without a slash at its end. */
  readonly url: string;
  /** The demo tenants; none where a host has no demo. */
  readonly tenants: readonly DemoTenant[];
  /** What the host keeps. */
  readonly store: Store;
  /** Stops accepting, finishes what is in flight and closes the database. */
  close(): Promise<void>;
}

/**
 * Opens a host: database, server, health, demo tenants. `/readyz` says yes when this resolves.
 *
 * @param options.isEmpty - a new demo tenant gets no people
 * @throws HostRefusal when the address cannot be listened on; StoreUnavailable when the database cannot be opened
 *
 * @example
 * const host = await openHost({ connectors: [bic], config, logger, isEmpty: true });
 */
export async function openHost(options: {
  readonly connectors: readonly Connector[];
  readonly config: HostConfig;
  readonly logger: Logger;
  readonly isEmpty: boolean;
  readonly clock?: () => Date;
}): Promise<Host> {
  const { connectors, config, logger, isEmpty } = options;
  const admin = await openAdmin(connectors, config, options.clock);
  const { store, clock, ids } = admin;
  const prometheus = openPrometheus();
  const { metrics } = prometheus;
  const server = createServer({
    connectors,
    store,
    clock,
    ids,
    logger,
    metrics,
    publicUrl: config.publicUrl,
  });
  const scim = server.app.callback();
  let isReady = false;
  const answerHostPath = hostPaths({ store, prometheus, isReady: () => isReady });
  try {
    const listening = await listen((request, response) => {
      if (!answerHostPath(request, response)) void scim(request, response);
    }, config);
    const stopPruning = pruneLog(store.log, clock, logger);
    const close = async (): Promise<void> => {
      await listening.stop();
      await stopPruning();
      await server.close();
      await store.close();
    };
    try {
      const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${listening.port}`;
      const tenants = config.hasDemo ? await demoTenants(url) : [];
      isReady = true;
      return { url, tenants, store, close };
    } catch (error) {
      await listening.stop();
      await stopPruning();
      throw error;
    }
  } catch (error) {
    await server.close();
    await store.close();
    throw error;
  }

  async function demoTenants(url: string): Promise<readonly DemoTenant[]> {
    const known = await readDemoFile(config.dataDir);
    const tenants = await prepareDemo(admin, { known, origin: config.publicUrl ?? url, isEmpty });
    await writeDemoFile(config.dataDir, tenants);
    return tenants;
  }
}
