import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { HttpLimits } from './http-limits.ts';
import { refusalText, type HttpRefusal } from './http-refusal.ts';
import { unreadable, type ClientError } from './unreadable.ts';

/** How long a refused client may take to read the response and close the connection. */
const LINGER_MS = 2_000;

/** A request and its response. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * Answers requests that cannot be read, or not in time, with a SCIM error, and closes the connection.
 *
 * @param onRefusal - is called for each refusal
 */
export function answerClientErrors(
  server: Server,
  bounds: HttpLimits,
  onRefusal: (refusal: HttpRefusal) => void,
): void {
  const latest = new WeakMap<Duplex, Exchange>();
  /** The bytes that were read when a connection was refused. */
  const refused = new WeakMap<Duplex, number>();
  server.on('request', (request, response) => latest.set(request.socket, { request, response }));
  server.on('clientError', (error: ClientError, socket) => {
    const read = socket instanceof Socket ? socket.bytesRead : 0;
    const before = refused.get(socket);
    // The error repeats for everything that a refused client still sends. Reading that lets the client read the response.
    if (before !== undefined && read - before <= bounds.unreadBytes) return;
    if (before !== undefined || !socket.writable || !isAnswerable(latest.get(socket))) {
      socket.destroy();
      return;
    }
    refused.set(socket, read);
    const refusal = unreadable(error, bounds);
    onRefusal(refusal);
    socket.end(refusalText(refusal));
    const cutOff = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => clearTimeout(cutOff));
  });
}

/**
 * Whether the client would read a response now as the answer to the broken request. While an earlier request is being
 * answered, the client would take it for that answer or for a part of it.
 */
function isAnswerable(exchange: Exchange | undefined): boolean {
  if (exchange === undefined || exchange.response.writableFinished) return true;
  return !exchange.request.complete && !exchange.response.headersSent;
}
