import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { silentLogger, type Logger } from '@scimwright/server';
import { HostRefusal } from './config.ts';
import { answerClientErrors } from './http/answer-client-errors.ts';
import { limitConnections } from './http/limit-connections.ts';
import { defaultHttpLimits, type HttpLimits } from './http/http-limits.ts';
import { sendRefusal, type HttpRefusal } from './http/http-refusal.ts';

const GRACE_MS = 10_000;

/** An address to listen on. */
export interface Address {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** The variable that sets the port, for messages; PORT by default. */
  readonly setting?: 'PORT' | 'ADMIN_PORT';
}

/** A listening HTTP server. */
export interface Listening {
  readonly port: number;
  /** Stops accepting, lets running requests finish, and closes the remaining connections after ten seconds. */
  stop(): Promise<void>;
}

/**
 * Listens on an address, with limits of time and size. Data that is not a valid request is answered with a SCIM error, and
 * the connection is closed.
 *
 * @throws HostRefusal when the address is taken or this process may not use it
 */
export async function listen(
  handler: RequestListener,
  { host, port, setting = 'PORT' }: Address,
  wanted: Partial<HttpLimits> = {},
  logger: Logger = silentLogger,
): Promise<Listening> {
  const bounds: HttpLimits = { ...defaultHttpLimits, ...wanted };
  let isStopping = false;
  const logRefusal = ({ status, detail }: HttpRefusal): void =>
    logger.debug({ status, reason: detail }, 'a request was refused before it was read');
  const refuse = (response: ServerResponse, refusal: HttpRefusal): void => {
    logRefusal(refusal);
    sendRefusal(response, refusal);
  };
  const server = createServer(
    {
      headersTimeout: bounds.headMs,
      requestTimeout: bounds.requestMs,
      keepAliveTimeout: bounds.keepAliveMs,
      connectionsCheckingInterval: bounds.checkMs,
      maxHeaderSize: bounds.headBytes,
      requireHostHeader: false, // headRefusal checks it, with a better message
    },
    (request, response) => {
      // Otherwise a client that keeps its connection open would keep a stopping server alive.
      if (isStopping) response.setHeader('Connection', 'close');
      // So would one whose response had begun before the server was stopped.
      response.once('close', () => {
        if (isStopping) setImmediate(() => server.closeIdleConnections());
      });
      response.setHeader('X-Content-Type-Options', 'nosniff');
      limitUnread(request, response, bounds.unreadBytes);
      const refusal = headRefusal(request, bounds);
      if (refusal === undefined) handler(request, response);
      else refuse(response, refusal);
    },
  );
  server.timeout = bounds.stallMs;
  limitConnections(server, bounds);
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    limitUnread(request, response, bounds.unreadBytes);
    refuse(response, { status: 417, detail: 'The header Expect may only be 100-continue. Leave it out.' });
  });
  answerClientErrors(server, bounds, logRefusal);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refusalOf(error, { host, port, setting })));
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

function refusalOf(error: NodeJS.ErrnoException, { host, port, setting }: Required<Address>): Error {
  if (error.code === 'EADDRINUSE') {
    return new HostRefusal(
      `Port ${port} of ${host} is taken. Stop the program that listens there, or choose another port: ${setting}=8081.`,
    );
  }
  if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL') {
    return new HostRefusal(
      `This process may not listen on ${host}, port ${port} (${error.code}). Check ${setting.replace('PORT', 'HOST')} and ${setting}.`,
    );
  }
  return error;
}

/** Whether another program listens on an address. */
export function isTaken({ host, port }: Pick<Address, 'host' | 'port'>): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createTcpServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'));
    probe.listen({ host, port }, () => probe.close(() => resolve(false)));
  });
}

/**
 * Limits how much of a body is still read after its request was answered, such as one that is refused for its size or token.
 * A client that sends everything before it reads gets the response that way. Node itself would read the whole body.
 */
function limitUnread(request: IncomingMessage, response: ServerResponse, max: number): void {
  // Before `finish`, when Node would begin to take it without telling anyone.
  response.once('prefinish', () => {
    if (request.complete) return;
    const { socket } = request;
    const from = socket.bytesRead;
    request.on('data', () => {
      if (socket.bytesRead - from > max) socket.destroy();
    });
    request.read(0);
    request.resume();
  });
}

/** Headers that must not be repeated: a proxy in front may have used the other value. */
const SINGLE = ['host', 'authorization', 'content-type', 'content-encoding'] as const;

/** Why a request is refused for its headers alone; undefined when it is not. */
function headRefusal(request: IncomingMessage, { headers }: HttpLimits): HttpRefusal | undefined {
  const names = request.rawHeaders.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
  if (names.length > headers) {
    return { status: 431, detail: `A request may have at most ${headers} headers. Send fewer.` };
  }
  const twice = SINGLE.find((single) => names.filter((name) => name === single).length > 1);
  if (twice !== undefined) {
    return { status: 400, detail: `The header ${twice} appears more than once. Send it once.` };
  }
  // RFC 9112 §3.2; a probe by HTTP/1.0 need not have it.
  if (request.httpVersion === '1.1' && !names.includes('host')) {
    return { status: 400, detail: 'The header Host is missing. Send it.' };
  }
  return undefined;
}
