import type { Connector } from '@scimwright/connector-kit';
import { openReading } from '@scimwright/core';
import type { Tenant } from '@scimwright/store';
import type { Context } from 'koa';
import type { ScimRequest } from '../scim-request.ts';

/**
 * A parameter of the route's path, decoded.
 *
 * @example
 * param(ctx, 'tenant'); // 'contoso' in /flow/contoso/scim/v2/Users
 */
export function param(ctx: Context, name: string): string | undefined {
  const params = ctx['params'] as Readonly<Record<string, string | undefined>> | undefined; // set by the router
  return params?.[name];
}

/**
 * The tenant URL as clients write it, without a slash at its end.
 *
 * @param publicUrl - the URL under which clients reach the server; taken from the request when undefined
 *
 * @example
 * baseOf(ctx, connector, 'https://scim.example'); // 'https://scim.example/flow/contoso/scim/v2'
 */
export function baseOf(ctx: Context, connector: Connector, publicUrl: string | undefined): string {
  const path = connector.path.replace(':tenant', encodeURIComponent(param(ctx, 'tenant') ?? ''));
  return `${publicUrl ?? `${ctx.protocol}://${ctx.host}`}${path}`;
}

/**
 * A request as operations know it, free of HTTP; its body is read later.
 *
 * @example
 * const about = { operation: 'query', connector, tenant, scope: 'scim', publicUrl: undefined, id: undefined };
 * const request = requestOf(ctx, about);
 */
export function requestOf(
  ctx: Context,
  about: {
    readonly operation: string;
    readonly connector: Connector;
    readonly tenant: Tenant;
    readonly scope: string;
    readonly publicUrl: string | undefined;
    readonly id: string | undefined;
  },
): ScimRequest {
  const { operation, connector, tenant, scope, publicUrl, id } = about;
  return {
    connector,
    tenant,
    settings: connector.readSettings(tenant.settings),
    base: baseOf(ctx, connector, publicUrl),
    requestId: String(ctx.state['requestId']),
    scope,
    user: undefined,
    method: ctx.method,
    operation,
    id,
    query: lastOfEach(ctx.query),
    ifMatch: ctx.get('If-Match') || undefined,
    ifNoneMatch: ctx.get('If-None-Match') || undefined,
    body: undefined,
    gone: whenGone(ctx),
    reading: openReading({ off: connector.departuresOff, outside: connector.outside }),
    giveBack: () => undefined,
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

function lastOfEach(query: Context['query']): ScimRequest['query'] {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value.at(-1) : value]),
  );
}
