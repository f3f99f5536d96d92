import type { Connector } from '@scimwright/connector-kit';
import { ScimError } from '@scimwright/core';
import type { Context } from 'koa';
import { methodRefusal, methodsOf, type Endpoint } from './endpoint.ts';
import { noGroups } from './operations/not-found.ts';
import type { OpenRoute } from './route.ts';
import { serveRoute, type StepDeps } from './serve-route.ts';
import { render } from './steps/render.ts';
import { baseOf } from './steps/request-of.ts';

/** The methods of RFC 9110 that a resource can have; of any other, no path of this server has heard. */
const KNOWN: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
] as const);

/**
 * What happens to a request of an endpoint: its method decides, before anything else is read. HEAD is served as GET,
 * and Koa leaves the body out; OPTIONS says what there is, to anyone.
 *
 * @throws ScimError methodNotAllowed with Allow set, notImplemented for a method that no endpoint has
 *
 * @example
 * const [endpoint] = endpointsOf(routesOf(connector));
 * if (endpoint) app.use(serveEndpoint(endpoint, connector, deps));
 */
export function serveEndpoint(
  endpoint: Endpoint,
  connector: Connector,
  deps: StepDeps,
): (ctx: Context) => Promise<void> {
  const methods = methodsOf(endpoint);
  const allow = methods.join(', ');
  const serving = new Map(
    endpoint.routes.map((route) => [
      route.method.toUpperCase(),
      route.about === 'anyone' ? serveOpenRoute(route, connector, deps) : serveRoute(route, connector, deps),
    ]),
  );
  const isStandIn = connector.groups === undefined && endpoint.path === '/Groups';
  return async (ctx) => {
    const serve = serving.get(ctx.method === 'HEAD' ? 'GET' : ctx.method);
    if (serve !== undefined) return serve(ctx);
    if (!KNOWN.has(ctx.method)) {
      throw new ScimError('notImplemented', `This server does not know the method ${ctx.method}.`);
    }
    if (ctx.method === 'OPTIONS') {
      ctx.set('Allow', allow);
      return render(ctx, { status: 204 });
    }
    if (isStandIn) throw noGroups(connector, undefined);
    ctx.set('Allow', allow);
    throw methodRefusal(endpoint, ctx.method);
  };
}

/** The same for a row that asks for no token: it is not of any tenant, so no provisioning log has it. */
function serveOpenRoute(
  route: OpenRoute,
  connector: Connector,
  { limits, publicUrl }: StepDeps,
): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    ctx.state['connector'] = connector.id;
    ctx.state['operation'] = route.operation;
    // It is nobody's; what it says changes with the host.
    ctx.set('Cache-Control', 'no-cache');
    render(ctx, route.run({ connector, base: baseOf(ctx, connector, publicUrl), limits }));
  };
}
