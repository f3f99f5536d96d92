import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { HttpBounds } from './http-bounds.ts';
import { refusalText, type HttpRefusal } from './http-refusal.ts';
import { unreadable, type ClientError } from './unreadable.ts';

/** How long a client that was refused may take to read why and to close. */
const LINGER_MS = 2_000;

/** A request and what becomes of it. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * Lets a server answer what it cannot read, or not in time, with a SCIM error, and close that connection.
 *
 * @param note - is told of each refusal
 *
 * @example
 * import { createServer } from 'node:http';
 *
 * answerClientErrors(createServer(handler), defaultHttpBounds, () => {});
 */
export function answerClientErrors(
  server: Server,
  bounds: HttpBounds,
  note: (refusal: HttpRefusal) => void,
): void {
  const latest = new WeakMap<Duplex, Exchange>();
  /** The bytes that had come when a connection was refused. */
  const refused = new WeakMap<Duplex, number>();
  server.on('request', (request, response) => latest.set(request.socket, { request, response }));
  server.on('clientError', (error: ClientError, socket) => {
    const read = socket instanceof Socket ? socket.bytesRead : 0;
    const before = refused.get(socket);
    // It comes again with all that a refused client still sends, which is taken so that the answer gets there.
    if (before !== undefined && read - before <= bounds.unreadBytes) return;
    if (before !== undefined || !socket.writable || !isAnswerable(latest.get(socket))) {
      socket.destroy();
      return;
    }
    refused.set(socket, read);
    const refusal = unreadable(error, bounds);
    note(refusal);
    socket.end(refusalText(refusal));
    const cutOff = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => clearTimeout(cutOff));
  });
}

/**
 * Whether what is sent now would be read as the answer to what could not be read. While a whole request is being answered
 * it would be taken for that answer; in the middle of an answer, for a part of it.
 */
function isAnswerable(exchange: Exchange | undefined): boolean {
  if (exchange === undefined || exchange.response.writableFinished) return true;
  return !exchange.request.complete && !exchange.response.headersSent;
}
