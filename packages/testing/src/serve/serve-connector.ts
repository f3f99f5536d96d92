import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connector } from '@scimwright/connector-kit';
import { createServer } from '@scimwright/server';
import { memoryStore, type Store } from '@scimwright/store';

/** A server over HTTP with its store, through which the suite administers tenants. */
export interface ServedConnector {
  /** Scheme, host and port; the connector's path follows. */
  readonly origin: string;
  readonly store: Store;
  close(): Promise<void>;
}

/**
 * Starts a server for one connector. The server must take its time from `clock`, which the suite moves to let tokens
 * expire.
 */
export type ServeConnector = (
  connector: Connector,
  deps: { readonly clock: () => Date },
) => Promise<ServedConnector>;

/**
 * Serves a connector on a free port of the loopback interface, over the store in memory.
 *
 * @example
 * const { origin, close } = await serveConnector(bic, { clock: () => new Date() });
 */
export const serveConnector: ServeConnector = async (connector, { clock }) => {
  const store = memoryStore();
  const server = createServer({ connectors: [connector], store, clock });
  const http = createHttpServer(server.app.callback());
  const origin = await listenOnLoopback(http);
  return {
    origin,
    store,
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await server.close();
      await store.close();
    },
  };
};

/** Makes a server listen on a free port of the loopback interface, and returns its origin. */
function listenOnLoopback(http: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(0, '127.0.0.1', () => {
      const { port } = http.address() as AddressInfo; // an address and a port, not a pipe
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}
