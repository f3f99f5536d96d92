import { performance } from 'node:perf_hooks';
import { ScimError } from '@scimwright/core';
import type { Store } from '@scimwright/store';
import type { Context } from 'koa';
import { incomingRequest, baseOf, type IncomingRequest } from './incoming-request.ts';
import type { ByteBudget } from './byte-budget.ts';
import { findTarget, type ClosedTarget, type Surface, type Target } from './find-target.ts';
import type { Limits } from './limits.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import type { Reply, Served } from './reply.ts';
import { locationOf } from './resource/resource-text.ts';
import type { Route, RouteDeps } from './route.ts';
import type { ScimRequest } from './scim-request.ts';
import { authenticate } from './steps/authenticate.ts';
import { authorize } from './steps/authorize.ts';
import { dispatch } from './steps/dispatch.ts';
import { findNamedUser } from './steps/find-named-user.ts';
import { negotiateMediaType } from './steps/negotiate-media-type.ts';
import type { ReadBody } from './steps/read-body.ts';
import { logUnowned, respondWithError } from './steps/respond-with-error.ts';
import { respond } from './steps/respond.ts';
import type { LastUsed } from './token/last-used.ts';
import { urlRefusal } from './url-refusal.ts';

/** The dependencies of a server over HTTP. */
export interface HttpDeps {
  readonly surfaces: readonly Surface[];
  readonly store: Pick<Store, 'tokens'>;
  readonly clock: () => Date;
  /** The time by which tokens expire. */
  readonly tokenClock: () => Date;
  readonly requestIds: () => string;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly publicUrl: string | undefined;
  readonly readBody: ReadBody;
  readonly lastUsed: LastUsed;
  readonly budget: ByteBudget;
}

/**
 * Serves a request over HTTP, step by step. A request with a known token continues in `serve`, which always adds an entry to
 * the provisioning log of its tenant, even if the token was revoked, has expired or belongs to another tenant URL.
 */
export async function serveHttp(ctx: Context, deps: HttpDeps): Promise<void> {
  const { logger, metrics } = deps;
  const started = performance.now();
  const requestId = correlate(ctx, deps.requestIds());
  keepPrivate(ctx);
  let target: Target | undefined;
  try {
    checkUrl(ctx);
    collapseSlashes(ctx);
    target = findTarget(ctx.method, ctx.path, deps.surfaces);
    if (target.kind !== 'closed') return respond(ctx, answerAnyone(ctx, target, deps));
    const principal = await authenticate(tokenRequest(ctx, target, deps), metrics);
    if (principal.refusal === undefined) deps.lastUsed.record(principal.tokenId, deps.clock());
    const incoming = incomingRequest(ctx, { requestId, target, principal }, deps);
    const served = await serve(incoming, target.route, target.surface.deps);
    locateMe(ctx, served.request);
    if (served.kind === 'failed') respondWithError(ctx, served.error, requestId, logger);
    else respond(ctx, served.reply);
  } catch (error) {
    logUnowned(ctx, error, { requestId, connector: connectorOf(target) }, logger);
    respondWithError(ctx, error, requestId, logger);
  } finally {
    metrics.answered({
      connector: connectorOf(target),
      operation: target !== undefined && 'route' in target ? target.route.operation : undefined,
      status: ctx.status,
      seconds: (performance.now() - started) / 1_000,
    });
  }
}

/**
 * Serves a request of a tenant, step by step: one over HTTP, or an operation of a bulk request. Each step adds to the
 * request. When a step throws, the log shows the request as far as it was read.
 */
export async function serve(incoming: IncomingRequest, route: Route, deps: RouteDeps): Promise<Served> {
  const { refusal, userId, accept, readBody, reserve } = incoming;
  let { request } = incoming;
  try {
    if (refusal !== undefined) throw refusal;
    if (userId !== undefined) {
      request = { ...request, user: await findNamedUser(request, userId, deps.store.resources) };
    }
    authorize(route, request);
    negotiateMediaType(accept);
    const parse = await readBody?.();
    // After the body has arrived, so that a slow client keeps no place that others wait for.
    request = { ...request, releasePlace: await deps.share.begin(request) };
    if (parse !== undefined) request = { ...request, body: await parse() };
    const reply = await dispatch(route, request, deps);
    return deps.record({ kind: 'answered', request, reply: reserve?.(reply) ?? reply });
  } catch (error) {
    return deps.record({ kind: 'failed', request, error });
  } finally {
    request.releasePlace();
  }
}

/**
 * Gives a request an id, also in the `X-Request-Id` of its response, so that you can find its log lines. An id that the
 * client sends is ignored, because it could be made to collide.
 */
function correlate(ctx: Context, requestId: string): string {
  ctx.set('X-Request-Id', requestId);
  return requestId;
}

/** Keeps responses, errors included, out of caches, and keeps browsers from guessing their type. */
function keepPrivate(ctx: Context): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.set('X-Content-Type-Options', 'nosniff');
}

function checkUrl(ctx: Context): void {
  const path: string | null = ctx.path; // null for a URL of another scheme, in spite of Koa's type
  if (path === null) {
    ctx.url = '/'; // so that the error response has a path
    throw new ScimError('invalidSyntax', 'The URL has no path. Send the path of the Tenant URL.');
  }
  const fault = urlRefusal(ctx.url);
  if (fault !== undefined) throw new ScimError('invalidSyntax', fault);
}

/** With a trailing slash in its Tenant URL, Entra asks for `…/scim/v2//Users`. */
function collapseSlashes(ctx: Context): void {
  if (ctx.path.includes('//')) ctx.path = ctx.path.replaceAll(/\/{2,}/g, '/');
}

/** Answers a request without a token. It belongs to no tenant, so no provisioning log has it. */
function answerAnyone(
  ctx: Context,
  target: Exclude<Target, ClosedTarget>,
  { publicUrl, limits }: HttpDeps,
): Reply {
  switch (target.kind) {
    case 'open': {
      const { route, surface } = target;
      // It contains no tenant data, but changes with the host.
      ctx.set('Cache-Control', 'no-cache');
      return route.run({ connector: surface.connector, base: baseOf(ctx, target, publicUrl), limits });
    }
    case 'options':
      return { status: 204, headers: { Allow: target.allow } };
    case 'nothing':
      if (target.allow !== undefined) ctx.set('Allow', target.allow);
      throw target.refusal;
    default:
      return target satisfies never;
  }
}

function tokenRequest(
  ctx: Context,
  { surface, tenantName }: ClosedTarget,
  { store, tokenClock }: HttpDeps,
): Parameters<typeof authenticate>[0] {
  const authorization = ctx.get('Authorization');
  return {
    authorization,
    connector: surface.connector,
    tenantName,
    tokens: store.tokens,
    now: tokenClock(),
  };
}

/** RFC 7644 §3.11: every response to /Me, even a refusal, has the Location of the user. */
function locateMe(ctx: Context, { operation, user, base, connector }: ScimRequest): void {
  if (operation !== 'me' || user === undefined) return;
  ctx.set('Location', locationOf(base, connector.users.type, user.id));
}

function connectorOf(target: Target | undefined): string | undefined {
  return target !== undefined && 'surface' in target ? target.surface.connector.id : undefined;
}
