import type { Connector } from '@scimwright/connector-kit';
import { isObject } from '@scimwright/core';
import { StoreUnavailable } from '@scimwright/store';
import type { Context } from 'koa';
import type { Limits } from './limits.ts';
import { logEntry } from './log/log-entry.ts';
import type { ReadLog } from './log/read-log.ts';
import type { Metrics } from './metrics.ts';
import { locationOf } from './resource/represent.ts';
import type { Route } from './routes.ts';
import type { Deps, ScimRequest } from './scim-request.ts';
import { authenticate, type Principal } from './steps/authenticate.ts';
import { authorize } from './steps/authorize.ts';
import { dispatch } from './steps/dispatch.ts';
import { findNamedUser } from './steps/find-named-user.ts';
import { negotiateMediaType } from './steps/negotiate-media-type.ts';
import type { ReadBody } from './steps/read-body.ts';
import { refusalOf } from './steps/refusal-of.ts';
import { render } from './steps/render.ts';
import { param, requestOf } from './steps/request-of.ts';
import type { LastUsed } from './token/last-used.ts';

/** What the steps of one server work with. */
export interface StepDeps extends Deps {
  readonly limits: Limits;
  readonly metrics: Metrics;
  readonly publicUrl: string | undefined;
  readonly readBody: ReadBody;
  readonly readLog: ReadLog;
  readonly lastUsed: LastUsed;
}

/**
 * What happens to a request of a route, in order; `correlate` and `renderErrors` are around it. Every request with a
 * valid token leaves an entry in its tenant's provisioning log, whatever becomes of it.
 *
 * @example
 * router.get('/Users', serveRoute(route, connector, deps));
 */
export function serveRoute(
  route: Route,
  connector: Connector,
  deps: StepDeps,
): (ctx: Context) => Promise<void> {
  const { clock, lastUsed, metrics, publicUrl, readBody, readLog } = deps;
  return async (ctx) => {
    ctx.state['connector'] = connector.id;
    ctx.state['operation'] = route.operation;
    const principal = await admit(ctx, connector, deps);
    const { tenant, scope, userId } = principal;
    lastUsed.note(principal.tokenId, clock());
    const isMe = route.operation === 'me';
    const id = isMe ? userId : param(ctx, 'id');
    const request = requestOf(ctx, { operation: route.operation, connector, tenant, publicUrl, id });
    let body: unknown;
    try {
      // Undefined without a read for a token that names nobody, as Entra's are.
      const user =
        userId === undefined ? undefined : await findNamedUser(request, userId, deps.store.resources);
      // RFC 7644 §3.11: in any response, a refusal too.
      if (isMe && user) ctx.set('Location', locationOf(request.base, connector.users.type, user.id));
      authorize(route, request, { scope, user });
      negotiateMediaType(ctx);
      body = route.hasBody ? await readBody(ctx) : undefined;
      const reply = await dispatch(route, { ...request, body }, deps);
      if (!reply.logged) readLog.add(tenant.id, logEntry(request, reply, clock()));
      render(ctx, reply);
    } catch (error) {
      readLog.add(tenant.id, failureEntry({ ...request, body }, error, clock()));
      throw error;
    } finally {
      for (const departure of request.reading.departures) metrics.departed(connector.id, departure);
    }
  };
}

async function admit(ctx: Context, connector: Connector, deps: StepDeps): Promise<Principal> {
  try {
    return await authenticate({
      authorization: ctx.get('Authorization') || undefined,
      connector,
      tenantName: param(ctx, 'tenant'),
      tokens: deps.store.tokens,
      now: deps.clock(),
    });
  } catch (error) {
    if (refusalOf(error)?.code === 'unauthorized') deps.metrics.unauthorized(connector.id);
    throw error;
  }
}

function failureEntry(request: ScimRequest, error: unknown, at: Date) {
  const refusal = refusalOf(error);
  const trace = { subject: subjectIn(request.body) };
  if (refusal !== undefined) return logEntry(request, { status: refusal.status, trace, refusal }, at);
  return logEntry(request, { status: error instanceof StoreUnavailable ? 503 : 500, trace }, at);
}

/** Who a refused request was about, so that they are found in the log although they never arrived. */
function subjectIn(body: unknown): string | undefined {
  if (!isObject(body)) return undefined;
  const name = body['userName'] ?? body['displayName'];
  return typeof name === 'string' ? name : undefined;
}
