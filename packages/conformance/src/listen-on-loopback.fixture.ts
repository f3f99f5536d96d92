import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Makes a server listen on a free port of the loopback interface, and returns its origin. */
export function listenOnLoopback(http: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(0, '127.0.0.1', () => {
      const { port } = http.address() as AddressInfo; // an address and a port, not a pipe
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}
