import type { Connector } from '@scimwright/connector-kit';
import type { Store } from '@scimwright/store';
import Koa, { type Context } from 'koa';
import { v7 } from 'uuid';
import { openByteRoom } from './byte-room.ts';
import { connectorClash } from './connector-clash.ts';
import { endpointsOf } from './endpoint.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { openReadLog } from './log/read-log.ts';
import { silentLogger, type Logger } from './logger.ts';
import { noMetrics, type Metrics } from './metrics.ts';
import { openTurns } from './operations/in-turn.ts';
import { routesOf } from './routes.ts';
import { serveHttp, type HttpDeps } from './serve.ts';
import { describeFault } from './steps/describe-fault.ts';
import { makeReadBody } from './steps/read-body.ts';
import { makeRecord } from './steps/record.ts';
import { openTenantShare, type Load } from './tenant-share.ts';
import { openLastUsed } from './token/last-used.ts';

/** What a server is made from. Only connectors and a store are needed. */
export interface ServerOptions {
  readonly connectors: readonly Connector[];
  readonly store: Store;
  /** The time; the system's unless given. */
  readonly clock?: () => Date;
  /** The time by which tokens end, where a clock that is set back must not let them live again; `clock` unless given. */
  readonly tokenClock?: () => Date;
  /** Makes ids that sort by creation, so that pages do not shift; UUID version 7 unless given. */
  readonly ids?: () => string;
  readonly logger?: Logger;
  readonly metrics?: Metrics;
  /** The URL under which clients reach the server, without a slash at its end; taken from each request unless given. */
  readonly publicUrl?: string | undefined;
  readonly limits?: Partial<Limits>;
}

/** A SCIM server: a Koa app, and the way to end it. */
export interface Server {
  /** Mount it with `http.createServer(app.callback())`, or under Express or Fastify. */
  readonly app: Koa;
  /** How many requests are under way, and how many wait for their turn. */
  load(): Load;
  /** Stores what is waiting to be logged and noted. */
  flush(): Promise<void>;
  /** The same, and takes no more of it. The store stays open. */
  close(): Promise<void>;
}

/**
 * Makes a server that speaks SCIM 2.0 for some connectors over a store. Nothing is shared between two servers.
 *
 * @throws Error that names two connectors which cannot be told apart
 *
 * @example
 * import http from 'node:http';
 *
 * const server = createServer({ connectors: [bic], store: memoryStore() });
 * http.createServer(server.app.callback()).listen(8080);
 */
export function createServer(options: ServerOptions): Server {
  const { connectors, store, clock = () => new Date(), ids = v7, publicUrl } = options;
  const { logger = silentLogger, metrics = noMetrics, tokenClock = clock } = options;
  const clash = connectorClash(connectors);
  if (clash !== undefined) throw new Error(clash);
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const readLog = openReadLog({ log: store.log, logger, metrics });
  const lastUsed = openLastUsed(store.tokens, logger);
  const share = openTenantShare({ bounds: limits.share, metrics });
  const record = makeRecord({ readLog, metrics, clock });
  const serving = { store, clock, ids, inTurn: openTurns(), limits, logger, share, record };
  const deps: HttpDeps = {
    surfaces: connectors.map((connector) => {
      const routes = routesOf(connector);
      return { connector, endpoints: endpointsOf(routes), deps: { ...serving, routes } };
    }),
    store,
    clock,
    tokenClock,
    ids,
    limits,
    logger,
    metrics,
    publicUrl,
    readBody: makeReadBody(limits, undefined, openByteRoom(limits.unreadBytes)),
    lastUsed,
    room: openByteRoom(limits.waitingBytes, (bytes) => metrics.waiting(bytes)),
  };

  const app = new Koa();
  // What fails after the head of an answer was sent, such as a stream of members; Koa itself would print it whole.
  const told = new WeakSet<Error>(); // Koa tells of one error twice: as the stream's and as the answer's
  app.on('error', (error: Error, ctx?: Context) => {
    if (isDisconnect(error) || told.has(error)) return;
    told.add(error);
    logger.error(
      { requestId: ctx?.response.get('X-Request-Id'), ...describeFault(error) },
      'an answer broke off',
    );
  });
  app.use((ctx) => serveHttp(ctx, deps));
  return {
    app,
    load: () => share.load(),
    async flush() {
      await lastUsed.settled();
      await readLog.flush();
    },
    async close() {
      await lastUsed.settled();
      await readLog.close();
    },
  };
}

const DISCONNECTS: ReadonlySet<unknown> = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE']);

/** A client that went away before its answer was whole. */
function isDisconnect(error: Error): boolean {
  return 'code' in error && DISCONNECTS.has(error.code);
}
