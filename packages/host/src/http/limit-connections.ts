import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpLimits } from './http-limits.ts';

/** An open connection. */
interface Connection {
  readonly address: string;
  /** The number of requests that are not answered yet. */
  unanswered: number;
}

/**
 * Limits the connections of a server, in total and for one address. At the limit, a new connection replaces the one that has
 * been idle longest, or that has sent only part of its headers. A client that opens connections and sends nothing so closes
 * its own. A new connection is closed only when all others have a running request.
 */
export function limitConnections(
  server: Server,
  { connections, connectionsOfAddress }: Pick<HttpLimits, 'connections' | 'connectionsOfAddress'>,
): void {
  const open = new Map<Socket, Connection>();
  /** Connections without a running request, the longest idle first. */
  const idle = new Set<Socket>();
  const ofAddress = new Map<string, number>();

  const forget = (socket: Socket): void => {
    const connection = open.get(socket);
    if (connection === undefined) return;
    open.delete(socket);
    idle.delete(socket);
    const left = (ofAddress.get(connection.address) ?? 0) - 1;
    if (left > 0) ofAddress.set(connection.address, left);
    else ofAddress.delete(connection.address);
  };

  /** Closes the longest idle connection that matches; false when there is none. */
  const makeRoom = (isMeant: (connection: Connection | undefined) => boolean): boolean => {
    for (const socket of idle) {
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
    idle.add(socket);
    ofAddress.set(address, (ofAddress.get(address) ?? 0) + 1);
    socket.once('close', () => forget(socket));
  });

  server.on('request', ({ socket }, response) => {
    const connection = open.get(socket);
    if (connection === undefined) return;
    connection.unanswered += 1;
    idle.delete(socket);
    response.once('close', () => {
      connection.unanswered -= 1;
      if (connection.unanswered === 0 && open.has(socket)) idle.add(socket);
    });
  });
}
