import type { Connector } from '@scimwright/connector-kit';
import type { Context } from 'koa';
import type { ByteRoom } from './byte-room.ts';
import { locationOf } from './resource/represent.ts';
import type { Route, RouteDeps } from './route.ts';
import { authenticate, type Principal } from './steps/authenticate.ts';
import { authorize } from './steps/authorize.ts';
import { dispatch } from './steps/dispatch.ts';
import { findNamedUser } from './steps/find-named-user.ts';
import { holdRoom } from './steps/hold-room.ts';
import { negotiateMediaType } from './steps/negotiate-media-type.ts';
import type { ReadBody } from './steps/read-body.ts';
import { record } from './steps/record.ts';
import { refusalOf } from './steps/refusal-of.ts';
import { render } from './steps/render.ts';
import { param, requestOf } from './steps/request-of.ts';
import type { LastUsed } from './token/last-used.ts';

/** What the steps of one server work with. */
export interface StepDeps extends RouteDeps {
  /** The time by which tokens end. */
  readonly tokenClock: () => Date;
  readonly publicUrl: string | undefined;
  readonly readBody: ReadBody;
  readonly lastUsed: LastUsed;
  readonly room: ByteRoom;
}

/**
 * What happens to a request of a route, in order; `correlate` and `renderErrors` are around it. Every request with a
 * token of a tenant leaves an entry in that tenant's provisioning log, whatever becomes of it: also with one that was
 * revoked, has expired, or is not of this tenant URL.
 *
 * @example
 * router.get('/Users', serveRoute(route, connector, deps));
 */
export function serveRoute(
  route: Route,
  connector: Connector,
  deps: StepDeps,
): (ctx: Context) => Promise<void> {
  const { clock, lastUsed, publicUrl, readBody, room, share } = deps;
  return async (ctx) => {
    ctx.state['connector'] = connector.id;
    ctx.state['operation'] = route.operation;
    const principal = await admit(ctx, connector, deps);
    const { tenant, scope, userId, refusal } = principal;
    if (refusal === undefined) lastUsed.note(principal.tokenId, clock());
    const isMe = route.operation === 'me';
    const id = isMe ? userId : param(ctx, 'id');
    let request = requestOf(ctx, { operation: route.operation, connector, tenant, scope, publicUrl, id });
    const reply = await record(
      () => request,
      deps,
      async () => {
        if (refusal !== undefined) throw refusal;
        // Undefined without a read for a token that names nobody, as Entra's are.
        if (userId !== undefined) {
          request = { ...request, user: await findNamedUser(request, userId, deps.store.resources) };
        }
        const { user, base } = request;
        // RFC 7644 §3.11: in any response, a refusal too.
        if (isMe && user) ctx.set('Location', locationOf(base, connector.users.type, user.id));
        authorize(route, request);
        negotiateMediaType(ctx.get('Accept'));
        const parse = route.hasBody ? await readBody(ctx, tenant.id) : undefined;
        // Not before the body is here: who is slow would keep a place that others wait for.
        const giveBack = await share.begin(request);
        try {
          request = { ...request, giveBack, body: await parse?.() };
          return holdRoom(ctx, request, await dispatch(route, request, deps), room);
        } finally {
          giveBack();
        }
      },
    );
    render(ctx, reply);
  };
}

async function admit(ctx: Context, connector: Connector, deps: StepDeps): Promise<Principal> {
  try {
    const principal = await authenticate({
      authorization: ctx.get('Authorization'),
      connector,
      tenantName: param(ctx, 'tenant'),
      tokens: deps.store.tokens,
      now: deps.tokenClock(),
    });
    // From here on, what becomes of the request is in the log of a tenant.
    ctx.state['isLogged'] = true;
    if (principal.refusal !== undefined) deps.metrics.unauthorized(connector.id);
    return principal;
  } catch (error) {
    if (refusalOf(error)?.code === 'unauthorized') deps.metrics.unauthorized(connector.id);
    throw error;
  }
}
