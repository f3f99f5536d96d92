import { openParseContext, type ScimError } from '@scimwright/core';
import type { Context } from 'koa';
import type { ByteBudget } from './byte-budget.ts';
import type { ClosedTarget } from './find-target.ts';
import type { Reply } from './reply.ts';
import type { ScimRequest } from './scim-request.ts';
import type { Principal } from './steps/authenticate.ts';
import { reserveBytes } from './steps/reserve-bytes.ts';
import type { ReadBody } from './steps/read-body.ts';

/** A request of a tenant, with the parts that are not read yet. An operation of a bulk request has only `request`. */
export interface IncomingRequest {
  readonly request: ScimRequest;
  /** Why its token is refused here. */
  readonly refusal?: ScimError | undefined;
  /** The id of the user that its token names. */
  readonly userId?: string | undefined;
  /** The Accept header. */
  readonly accept?: string;
  /** See `ReadBody`; undefined when the route has no body. */
  readonly readBody?: (() => Promise<() => Promise<unknown>>) | undefined;
  /** Reserves memory for its response until the client has read it. */
  readonly reserve?: (reply: Reply) => Reply;
}

/**
 * The tenant URL as clients write it, without a trailing slash.
 *
 * @param publicUrl - the URL by which clients reach the server; taken from the request when undefined
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

/** A request over HTTP, free of Koa. */
export function incomingRequest(
  ctx: Context,
  known: { readonly requestId: string; readonly target: ClosedTarget; readonly principal: Principal },
  deps: { readonly publicUrl: string | undefined; readonly readBody: ReadBody; readonly budget: ByteBudget },
): IncomingRequest {
  const { requestId, target, principal } = known;
  const { route, surface } = target;
  const { connector } = surface;
  const { tenant, scope, userId, refusal } = principal;
  const request: ScimRequest = {
    connector,
    tenant,
    settings: connector.parseSettings(tenant.settings),
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
    parseContext: openParseContext({ off: connector.departuresOff, unmapped: connector.unmapped }),
    releasePlace: () => undefined,
  };
  return {
    request,
    refusal,
    userId,
    accept: ctx.get('Accept'),
    readBody: route.hasBody && (() => deps.readBody(ctx, tenant.id)),
    reserve: (reply) => reserveBytes(ctx.res, request, reply, deps.budget),
  };
}

function whenGone({ res }: Context): () => AbortSignal {
  let gone: AbortController | undefined;
  return () => {
    if (gone === undefined) {
      const controller = new AbortController();
      gone = controller;
      if (res.closed) controller.abort();
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
