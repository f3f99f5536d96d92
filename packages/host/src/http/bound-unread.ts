import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Bounds what is still taken of a body after its request was answered, as when it is refused for its size or its token.
 * Some of it is, so that a client which sends first and reads then gets to read the answer; past the bound the
 * connection is cut. Node itself would take all there is.
 *
 * @example
 * boundUnread(request, response, 8_388_608);
 */
export function boundUnread(request: IncomingMessage, response: ServerResponse, most: number): void {
  // Before `finish`, when Node would begin to take it without telling anyone.
  response.once('prefinish', () => {
    if (request.complete) return;
    const { socket } = request;
    const from = socket.bytesRead;
    request.on('data', () => {
      if (socket.bytesRead - from > most) socket.destroy();
    });
    request.read(0);
    request.resume();
  });
}
