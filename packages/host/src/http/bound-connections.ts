import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpBounds } from './http-bounds.ts';

/** What is known of an open connection. */
interface Connection {
  readonly address: string;
  /** Requests on it that are not answered yet. */
  unanswered: number;
}

/**
 * Bounds the connections of a server, in all and of one address. When there are as many as there may be, a new one takes the
 * place of the one that has waited longest without a whole head of a request: whoever opens connections and sends
 * nothing, or half a head, closes their own. Only when requests are under way on all of them is a new one closed.
 *
 * @example
 * import { createServer } from 'node:http';
 *
 * boundConnections(createServer(handler), { connections: 5_000, connectionsOfAddress: 1_250 });
 */
export function boundConnections(
  server: Server,
  { connections, connectionsOfAddress }: Pick<HttpBounds, 'connections' | 'connectionsOfAddress'>,
): void {
  const open = new Map<Socket, Connection>();
  /** Those on which no request is under way, in the order in which they came to that. */
  const waiting = new Set<Socket>();
  const ofAddress = new Map<string, number>();

  const forget = (socket: Socket): void => {
    const connection = open.get(socket);
    if (connection === undefined) return;
    open.delete(socket);
    waiting.delete(socket);
    const left = (ofAddress.get(connection.address) ?? 0) - 1;
    if (left > 0) ofAddress.set(connection.address, left);
    else ofAddress.delete(connection.address);
  };

  /** Closes the first of those that wait and are meant; false when there is none. */
  const makeRoom = (isMeant: (connection: Connection | undefined) => boolean): boolean => {
    for (const socket of waiting) {
      if (!isMeant(open.get(socket))) continue;
      forget(socket);
      socket.destroy();
      return true;
    }
    return false;
  };

  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const isShareFull =
      connectionsOfAddress !== undefined && (ofAddress.get(address) ?? 0) >= connectionsOfAddress;
    const hasRoom = isShareFull
      ? makeRoom((connection) => connection?.address === address)
      : open.size < connections || makeRoom(() => true);
    if (!hasRoom) {
      socket.destroy();
      return;
    }
    open.set(socket, { address, unanswered: 0 });
    waiting.add(socket);
    ofAddress.set(address, (ofAddress.get(address) ?? 0) + 1);
    socket.once('close', () => forget(socket));
  });

  server.on('request', ({ socket }, response) => {
    const connection = open.get(socket);
    if (connection === undefined) return;
    connection.unanswered += 1;
    waiting.delete(socket);
    response.once('close', () => {
      connection.unanswered -= 1;
      if (connection.unanswered === 0 && open.has(socket)) waiting.add(socket);
    });
  });
}
