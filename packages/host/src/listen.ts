import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HostRefusal } from './config.ts';

const GRACE_MS = 10_000;

/** A listening HTTP server. */
export interface Listening {
  readonly port: number;
  /** Stops accepting, lets what is in flight finish, and cuts off whatever takes longer than ten seconds. */
  stop(): Promise<void>;
}

/**
 * Listens on an address.
 *
 * @throws HostRefusal when the address is taken or not ours
 *
 * @example
 * const { port, stop } = await listen(handler, { host: '127.0.0.1', port: 0 });
 */
export async function listen(
  handler: RequestListener,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  let isStopping = false;
  const server = createServer((request, response) => {
    // A client that keeps its connection would keep a stopping server alive.
    if (isStopping) response.setHeader('Connection', 'close');
    handler(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refusalOf(error, host, port)));
    server.listen({ host, port }, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port, // a TCP server has this form of address
    async stop() {
      isStopping = true;
      const cutOff = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      clearTimeout(cutOff);
    },
  };
}

function refusalOf(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new HostRefusal(
      `Port ${port} of ${host} is taken. Stop what listens there, or choose another: PORT=8081.`,
    );
  }
  if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL') {
    return new HostRefusal(
      `This process may not listen on ${host}, port ${port} (${error.code}). Check HOST and PORT.`,
    );
  }
  return error;
}
