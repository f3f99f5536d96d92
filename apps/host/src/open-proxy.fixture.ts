import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A plain TCP proxy in front of several hosts. */
export interface Proxy {
  /** Its URL, without a slash at the end. */
  readonly url: string;
  /** Sets the hosts of new connections; existing connections stay. */
  lead(origins: readonly string[]): void;
  close(): Promise<void>;
}

/**
 * Opens a proxy that connects each new client to the next host, or to the one after it if a host refuses. It does not
 * parse HTTP: when a host cuts its connection, the proxy cuts the client's.
 */
export async function openProxy(): Promise<Proxy> {
  let ports: readonly number[] = [];
  let turn = 0;
  const open = new Set<Socket>();
  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    keep(client);
    // A connection that is cut also emits 'close', which is enough.
    client.on('error', () => {});
    const first = turn;
    turn += 1;
    const attempt = (tries: number): void => {
      const port = ports[(first + tries) % ports.length];
      if (tries === ports.length || port === undefined) {
        client.destroy();
        return;
      }
      const host = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
      const next = (): void => attempt(tries + 1);
      host.once('error', next);
      host.once('connect', () => {
        keep(host);
        host.off('error', next);
        host.on('error', () => {});
        host.once('close', () => client.destroy());
        client.once('close', () => host.destroy());
        client.pipe(host).pipe(client);
      });
    };
    attempt(0);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // an address and a port, not a pipe
  return {
    url: `http://127.0.0.1:${port}`,
    lead(origins) {
      ports = origins.map((origin) => Number(new URL(origin).port));
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
