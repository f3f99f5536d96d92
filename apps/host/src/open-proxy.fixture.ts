import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A plain TCP proxy in front of several hosts. */
export interface Proxy {
  /** Where it listens, without a slash at its end. */
  readonly url: string;
  /** Says where connections go from now on; those there are stay where they are. */
  lead(origins: readonly string[]): void;
  close(): Promise<void>;
}

/**
 * Opens a proxy that gives each new connection to the next host, and one that a host refuses to the host after it. It
 * knows nothing of HTTP: when a host cuts a connection, its client's is cut.
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
    // A connection that is cut off also emits 'close', and that counts.
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
  const { port } = server.address() as AddressInfo; // a TCP server has this form of address
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
