import { createServer } from 'node:net';

/**
 * Whether somebody listens on an address already.
 *
 * @example
 * await isTaken({ host: '127.0.0.1', port: 8080 });
 */
export function isTaken(address: { readonly host: string; readonly port: number }): Promise<boolean> {
  const { host, port } = address;
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'));
    probe.listen({ host, port }, () => probe.close(() => resolve(false)));
  });
}
