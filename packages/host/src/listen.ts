import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLogger, type Logger } from '@scimwright/server';
import { HostRefusal } from './config.ts';
import { answerClientErrors } from './http/answer-client-errors.ts';
import { boundConnections } from './http/bound-connections.ts';
import { boundUnread } from './http/bound-unread.ts';
import { headRefusal } from './http/head-refusal.ts';
import { defaultHttpBounds, type HttpBounds } from './http/http-bounds.ts';
import { sendRefusal, type HttpRefusal } from './http/http-refusal.ts';

const GRACE_MS = 10_000;

/** A listening HTTP server. */
export interface Listening {
  readonly port: number;
  /** Stops accepting, lets what is in flight finish, and cuts off whatever takes longer than ten seconds. */
  stop(): Promise<void>;
}

/**
 * Listens on an address, within bounds of time and size. What cannot be read as a request is answered as a SCIM error,
 * and its connection closed.
 *
 * @throws HostRefusal when the address is taken or not ours
 *
 * @example
 * const { port, stop } = await listen(handler, { host: '127.0.0.1', port: 0 });
 */
export async function listen(
  handler: RequestListener,
  { host, port }: { readonly host: string; readonly port: number },
  wanted: Partial<HttpBounds> = {},
  logger: Logger = silentLogger,
): Promise<Listening> {
  const bounds: HttpBounds = { ...defaultHttpBounds, ...wanted };
  let isStopping = false;
  const noteRefusal = ({ status, detail }: HttpRefusal): void =>
    logger.debug({ status, reason: detail }, 'a request was refused before it was read');
  const refuse = (response: ServerResponse, refusal: HttpRefusal): void => {
    noteRefusal(refusal);
    sendRefusal(response, refusal);
  };
  const server = createServer(
    {
      headersTimeout: bounds.headMs,
      requestTimeout: bounds.requestMs,
      keepAliveTimeout: bounds.keepAliveMs,
      connectionsCheckingInterval: bounds.checkMs,
      maxHeaderSize: bounds.headBytes,
      requireHostHeader: false, // headRefusal asks for it, with words
    },
    (request, response) => {
      // A client that keeps its connection would keep a stopping server alive.
      if (isStopping) response.setHeader('Connection', 'close');
      // So would one whose answer was under way when it began to stop, and which was not told so any more.
      response.once('close', () => {
        if (isStopping) setImmediate(() => server.closeIdleConnections());
      });
      response.setHeader('X-Content-Type-Options', 'nosniff');
      boundUnread(request, response, bounds.unreadBytes);
      const refusal = headRefusal(request, bounds);
      if (refusal === undefined) handler(request, response);
      else refuse(response, refusal);
    },
  );
  server.timeout = bounds.stallMs;
  boundConnections(server, bounds);
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    boundUnread(request, response, bounds.unreadBytes);
    refuse(response, { status: 417, detail: 'Of Expect, only 100-continue is known: leave it out.' });
  });
  answerClientErrors(server, bounds, noteRefusal);
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
