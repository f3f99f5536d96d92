import { openReading, type ScimError } from '@scimwright/core';
import type { Context } from 'koa';
import type { ByteRoom } from './byte-room.ts';
import type { ClosedTarget } from './find-target.ts';
import type { Reply } from './reply.ts';
import type { ScimRequest } from './scim-request.ts';
import type { Principal } from './steps/authenticate.ts';
import { holdRoom } from './steps/hold-room.ts';
import type { ReadBody } from './steps/read-body.ts';

/**
 * A request that is known to be of a tenant, and what is left to be read of it. An operation of a bulk request is whole
 * already: it has nothing but the request.
 */
export interface Arrival {
  readonly request: ScimRequest;
  /** Why its token opens nothing here. */
  readonly refusal?: ScimError | undefined;
  /** The id of the user whom its token names. */
  readonly userId?: string | undefined;
  /** The header Accept. */
  readonly accept?: string;
  /** Reads the bytes of its body, and returns what parses them; left out where its route has none. */
  readonly readBody?: (() => Promise<() => Promise<unknown>>) | undefined;
  /** Makes room for its answer until the client has read it. */
  readonly hold?: (reply: Reply) => Reply;
}

/**
 * The tenant URL as clients write it, without a slash at its end.
 *
 * @param publicUrl - the URL under which clients reach the server; taken from the request when undefined
 *
 * @example
 * baseOf(ctx, target, 'https://scim.example'); // 'https://scim.example/flow/contoso/scim/v2'
 */
export function baseOf(
  ctx: Context,
  { surface, tenantName = '' }: Pick<ClosedTarget, 'surface' | 'tenantName'>,
  publicUrl: string | undefined,
): string {
  const path = surface.connector.path.replace(':tenant', encodeURIComponent(tenantName));
  return `${publicUrl ?? `${ctx.protocol}://${ctx.host}`}${path}`;
}

/**
 * A request over HTTP, as the steps know it.
 *
 * @example
 * const arrival = arrivalOf(ctx, { requestId: '2819', target, principal }, deps);
 */
export function arrivalOf(
  ctx: Context,
  known: { readonly requestId: string; readonly target: ClosedTarget; readonly principal: Principal },
  deps: { readonly publicUrl: string | undefined; readonly readBody: ReadBody; readonly room: ByteRoom },
): Arrival {
  const { requestId, target, principal } = known;
  const { route, surface } = target;
  const { connector } = surface;
  const { tenant, scope, userId, refusal } = principal;
  const request: ScimRequest = {
    connector,
    tenant,
    settings: connector.readSettings(tenant.settings),
    base: baseOf(ctx, target, deps.publicUrl),
    requestId,
    scope,
    user: undefined,
    method: ctx.method,
    operation: route.operation,
    id: route.operation === 'me' ? userId : target.id,
    query: lastOfEach(ctx.query),
    ifMatch: ctx.get('If-Match') || undefined,
    ifNoneMatch: ctx.get('If-None-Match') || undefined,
    body: undefined,
    gone: whenGone(ctx),
    reading: openReading({ off: connector.departuresOff, outside: connector.outside }),
    giveBack: () => undefined,
  };
  return {
    request,
    refusal,
    userId,
    accept: ctx.get('Accept'),
    readBody: route.hasBody && (() => deps.readBody(ctx, tenant.id)),
    hold: (reply) => holdRoom(ctx.res, request, reply, deps.room),
  };
}

function whenGone({ res }: Context): () => AbortSignal {
  let gone: AbortController | undefined;
  return () => {
    if (gone === undefined) {
      const controller = new AbortController();
      gone = controller;
      if (res.closed) controller.abort();
      // After an answer that was sent whole, nobody listens any more.
      else res.once('close', () => controller.abort());
    }
    return gone.signal;
  };
}

/**
 * The parameters of a query, each by its last value.
 *
 * @example
 * lastOfEach({ count: ['1', '2'] }); // { count: '2' }
 */
export function lastOfEach(query: Context['query']): ScimRequest['query'] {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value.at(-1) : value]),
  );
}
