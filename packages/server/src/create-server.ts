import { randomUUID } from 'node:crypto';
import type { Connector } from '@scimwright/connector-kit';
import type { Store } from '@scimwright/store';
import Koa, { type Context } from 'koa';
import { v7 } from 'uuid';
import { openByteBudget } from './byte-budget.ts';
import { connectorClash } from './connector-clash.ts';
import { surfaceOf } from './find-target.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { openLogBuffer } from './log/log-buffer.ts';
import { silentLogger, type Logger } from './logger.ts';
import { noMetrics, type Metrics } from './metrics.ts';
import { openTurns } from './operations/in-turn.ts';
import { routesOf } from './routes.ts';
import { serveHttp, type HttpDeps } from './serve.ts';
import { describeFault } from './fault.ts';
import { makeReadBody } from './steps/read-body.ts';
import { makeRecord } from './steps/record.ts';
import { openTenantShare, type Load } from './tenant-share.ts';
import { openLastUsed } from './token/last-used.ts';

/** Options of a server. Only `connectors` and `store` are required. */
export interface ServerOptions {
  readonly connectors: readonly Connector[];
  readonly store: Store;
  /** The time; defaults to the system's. */
  readonly clock?: () => Date;
  /** The time by which tokens expire, for a clock that may be set back; defaults to `clock`. */
  readonly tokenClock?: () => Date;
  /** Makes ids that sort by creation, so that pages do not shift; defaults to UUID version 7. */
  readonly ids?: () => string;
  readonly logger?: Logger;
  readonly metrics?: Metrics;
  /** The URL by which clients reach the server, without a trailing slash; defaults to that of each request. */
  readonly publicUrl?: string | undefined;
  readonly limits?: Partial<Limits>;
}

/** A SCIM server: a Koa app, and how to close it. */
export interface Server {
  /** Mount it with `http.createServer(app.callback())`, or under Express or Fastify. */
  readonly app: Koa;
  /** How many requests are running, and how many are waiting. */
  load(): Load;
  /** Stores the buffered log entries and the times at which tokens were last used. */
  flush(): Promise<void>;
  /** Flushes, and accepts no more log entries. The store stays open. */
  close(): Promise<void>;
}

/**
 * Makes a server that speaks SCIM 2.0 for connectors, over a store. Two servers share nothing.
 *
 * @throws Error that names two connectors which clash
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
  const logBuffer = openLogBuffer({ log: store.log, logger, metrics });
  const lastUsed = openLastUsed(store.tokens, logger);
  const share = openTenantShare({ bounds: limits.share, metrics });
  const record = makeRecord({ logBuffer, metrics, clock });
  const serving = { store, clock, ids, inTurn: openTurns(), limits, logger, share, record };
  const deps: HttpDeps = {
    surfaces: connectors.map((connector) =>
      surfaceOf(connector, { ...serving, routes: routesOf(connector) }),
    ),
    store,
    clock,
    tokenClock,
    // They need no order, and random ones are made faster.
    requestIds: randomUUID,
    limits,
    logger,
    metrics,
    publicUrl,
    readBody: makeReadBody(limits, undefined, openByteBudget(limits.unreadBytes)),
    lastUsed,
    budget: openByteBudget(limits.waitingBytes, (bytes) => metrics.waiting(bytes)),
  };

  const app = new Koa();
  // Errors after the headers were sent, such as in a stream of members. Koa itself would print them in full.
  const logged = new WeakSet<Error>(); // Koa emits an error twice: for the stream and for the response
  app.on('error', (error: Error, ctx?: Context) => {
    if (isDisconnect(error) || logged.has(error)) return;
    logged.add(error);
    logger.error(
      { requestId: ctx?.response.get('X-Request-Id'), ...describeFault(error) },
      'a response broke off',
    );
  });
  app.use((ctx) => serveHttp(ctx, deps));
  return {
    app,
    load: () => share.load(),
    async flush() {
      await lastUsed.flushed();
      await logBuffer.flush();
    },
    async close() {
      await lastUsed.flushed();
      await logBuffer.close();
    },
  };
}

const DISCONNECTS: ReadonlySet<unknown> = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE']);

/** Whether the client disconnected before it had the whole response. */
function isDisconnect(error: Error): boolean {
  return 'code' in error && DISCONNECTS.has(error.code);
}
