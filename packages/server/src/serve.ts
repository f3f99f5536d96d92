import { performance } from 'node:perf_hooks';
import { ScimError } from '@scimwright/core';
import type { Store } from '@scimwright/store';
import type { Context } from 'koa';
import { arrivalOf, baseOf, type Arrival } from './arrival.ts';
import type { ByteRoom } from './byte-room.ts';
import { findTarget, type ClosedTarget, type Surface, type Target } from './find-target.ts';
import type { Limits } from './limits.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import type { Reply, Served } from './reply.ts';
import { locationOf } from './resource/represent.ts';
import type { Route, RouteDeps } from './route.ts';
import type { ScimRequest } from './scim-request.ts';
import { authenticate } from './steps/authenticate.ts';
import { authorize } from './steps/authorize.ts';
import { dispatch } from './steps/dispatch.ts';
import { findNamedUser } from './steps/find-named-user.ts';
import { negotiateMediaType } from './steps/negotiate-media-type.ts';
import type { ReadBody } from './steps/read-body.ts';
import { logUnowned, renderError } from './steps/render-error.ts';
import { render } from './steps/render.ts';
import type { LastUsed } from './token/last-used.ts';
import { urlFault } from './url-fault.ts';

/** What one server answers HTTP with. */
export interface HttpDeps {
  readonly surfaces: readonly Surface[];
  readonly store: Pick<Store, 'tokens'>;
  readonly clock: () => Date;
  /** The time by which tokens end. */
  readonly tokenClock: () => Date;
  readonly ids: () => string;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly publicUrl: string | undefined;
  readonly readBody: ReadBody;
  readonly lastUsed: LastUsed;
  readonly room: ByteRoom;
}

/**
 * What happens to a request over HTTP, in order. A request with a token of a tenant goes on in `serve`, and leaves an entry
 * in the provisioning log of that tenant whatever becomes of it: also with a token that was revoked, has expired, or is
 * not of this tenant URL.
 *
 * @example
 * app.use((ctx) => serveHttp(ctx, deps));
 */
export async function serveHttp(ctx: Context, deps: HttpDeps): Promise<void> {
  const { logger, metrics } = deps;
  const started = performance.now();
  const requestId = correlate(ctx, deps.ids);
  keepPrivate(ctx);
  let target: Target | undefined;
  try {
    checkUrl(ctx);
    collapseSlashes(ctx);
    target = findTarget(ctx.method, ctx.path, deps.surfaces);
    if (target.kind !== 'closed') return render(ctx, answerAnyone(ctx, target, deps));
    const principal = await authenticate(tokenRequest(ctx, target, deps), metrics);
    if (principal.refusal === undefined) deps.lastUsed.note(principal.tokenId, deps.clock());
    const arrival = arrivalOf(ctx, { requestId, target, principal }, deps);
    const served = await serve(arrival, target.route, target.surface.deps);
    locateMe(ctx, served.request);
    if (served.kind === 'failed') renderError(ctx, served.error, requestId, logger);
    else render(ctx, served.reply);
  } catch (error) {
    logUnowned(ctx, error, { requestId, connector: connectorOf(target) }, logger);
    renderError(ctx, error, requestId, logger);
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
 * What happens to a request of a tenant, in order: one over HTTP, or an operation of a bulk request. What is known of it
 * grows with the steps; whatever one of them throws, the log has the request as far as it was read by then.
 *
 * @example
 * const served = await serve({ request }, route, deps);
 */
export async function serve(arrival: Arrival, route: Route, deps: RouteDeps): Promise<Served> {
  const { refusal, userId, accept, readBody, hold } = arrival;
  let { request } = arrival;
  try {
    if (refusal !== undefined) throw refusal;
    if (userId !== undefined) {
      request = { ...request, user: await findNamedUser(request, userId, deps.store.resources) };
    }
    authorize(route, request);
    negotiateMediaType(accept);
    const parse = await readBody?.();
    // Not before the body is here: who is slow would keep a place that others wait for.
    request = { ...request, giveBack: await deps.share.begin(request) };
    if (parse !== undefined) request = { ...request, body: await parse() };
    const reply = await dispatch(route, request, deps);
    return deps.record({ kind: 'answered', request, reply: hold?.(reply) ?? reply });
  } catch (error) {
    return deps.record({ kind: 'failed', request, error });
  } finally {
    request.giveBack();
  }
}

/**
 * Gives a request an id, also in the answer's `X-Request-Id`, so that a line of a log and an answer can be brought
 * together. Ids of clients are not taken over: they could be made to collide.
 */
function correlate(ctx: Context, ids: () => string): string {
  const requestId = ids();
  ctx.set('X-Request-Id', requestId);
  return requestId;
}

/** Answers are a tenant's: no cache keeps them, errors neither, and no browser takes them for something else than they say. */
function keepPrivate(ctx: Context): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.set('X-Content-Type-Options', 'nosniff');
}

function checkUrl(ctx: Context): void {
  const path: string | null = ctx.path; // null in a URL of another scheme, whatever Koa says of its type
  if (path === null) {
    ctx.url = '/'; // so that what comes after has a path to name
    throw new ScimError('invalidSyntax', 'The URL has no path: send that of the Tenant URL.');
  }
  const fault = urlFault(ctx.url);
  if (fault !== undefined) throw new ScimError('invalidSyntax', fault);
}

/** A Tenant URL that was copied with a slash at its end makes Entra ask for `…/scim/v2//Users`. */
function collapseSlashes(ctx: Context): void {
  if (ctx.path.includes('//')) ctx.path = ctx.path.replaceAll(/\/{2,}/g, '/');
}

/** What nobody needs a token for. It is not of any tenant, so no provisioning log has it. */
function answerAnyone(
  ctx: Context,
  target: Exclude<Target, ClosedTarget>,
  { publicUrl, limits }: HttpDeps,
): Reply {
  switch (target.kind) {
    case 'open': {
      const { route, surface } = target;
      // It is nobody's; what it says changes with the host.
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

/** RFC 7644 §3.11: where the user is whom /Me stands for, in any response, a refusal too. */
function locateMe(ctx: Context, { operation, user, base, connector }: ScimRequest): void {
  if (operation !== 'me' || user === undefined) return;
  ctx.set('Location', locationOf(base, connector.users.type, user.id));
}

function connectorOf(target: Target | undefined): string | undefined {
  return target !== undefined && 'surface' in target ? target.surface.connector.id : undefined;
}
