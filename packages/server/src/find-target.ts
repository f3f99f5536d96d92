import type { Connector } from '@scimwright/connector-kit';
import { ScimError } from '@scimwright/core';
import { findEndpoint, methodRefusal, methodsOf, type Endpoint } from './endpoint.ts';
import { noGroups } from './operations/not-found.ts';
import type { OpenRoute, Route, RouteDeps } from './route.ts';
import { unknownPath } from './unknown-path.ts';

/** A connector, with the endpoints below its tenant URLs and their dependencies. */
export interface Surface {
  readonly connector: Connector;
  readonly endpoints: readonly Endpoint[];
  readonly deps: RouteDeps;
}

/** Where a URL leads: the name of the tenant, if the URL has it, and the id of a resource, both decoded. */
interface Place {
  readonly surface: Surface;
  readonly tenantName: string | undefined;
  readonly id: string | undefined;
}

/** A route that requires a token. */
export type ClosedTarget = Place & { readonly kind: 'closed'; readonly route: Route };

/** What a method and a URL lead to. */
export type Target =
  | ClosedTarget
  | (Place & { readonly kind: 'open'; readonly route: OpenRoute })
  | { readonly kind: 'options'; readonly allow: string }
  | {
      readonly kind: 'nothing';
      readonly refusal: ScimError;
      /** The methods of the path, when the path exists. */
      readonly allow?: string;
    };

/** The methods that any path of this server may have. All others are answered 501. */
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
 * Finds what a request asks for, before anything else of it is read. HEAD is served as GET, and Koa omits the body.
 * OPTIONS needs no token.
 *
 * @param path - without repeated slashes, of a URL that `urlRefusal` accepts
 */
export function findTarget(method: string, path: string, surfaces: readonly Surface[]): Target {
  for (const surface of surfaces) {
    const below = findBelow(surface.connector, path);
    if (below === undefined) continue;
    const { tenantName } = below;
    const found = findEndpoint(surface.endpoints, below.path);
    if (found !== undefined) {
      const id = found.id === undefined ? undefined : decodeURIComponent(found.id);
      return targetAt(found.endpoint, method, { surface, tenantName, id });
    }
    // A product without groups answers 404 to every method.
    const [, group] = /^\/Groups\/([^/]+)\/?$/.exec(below.path) ?? [];
    if (surface.connector.groups === undefined && group !== undefined) {
      return { kind: 'nothing', refusal: noGroups(surface.connector, decodeURIComponent(group)) };
    }
  }
  const refusal = unknownPath(
    path,
    surfaces.map(({ connector }) => connector.path),
  );
  return { kind: 'nothing', refusal };
}

function targetAt(endpoint: Endpoint, method: string, place: Place): Target {
  const asked = method === 'HEAD' ? 'GET' : method;
  const route = endpoint.routes.find((row) => row.method.toUpperCase() === asked);
  if (route !== undefined) {
    return route.about === 'anyone' ? { ...place, kind: 'open', route } : { ...place, kind: 'closed', route };
  }
  if (!KNOWN.has(method)) {
    const refusal = new ScimError('notImplemented', `This server does not know the method ${method}.`);
    return { kind: 'nothing', refusal };
  }
  const allow = methodsOf(endpoint).join(', ');
  if (method === 'OPTIONS') return { kind: 'options', allow };
  const { connector } = place.surface;
  if (connector.groups === undefined && endpoint.path === '/Groups') {
    return { kind: 'nothing', refusal: noGroups(connector, undefined) };
  }
  return { kind: 'nothing', refusal: methodRefusal(endpoint, method), allow };
}

/** The part of a path below the tenant URL; undefined when the path does not belong to this connector. */
function findBelow(
  { path: tenantUrl }: Connector,
  path: string,
): { readonly tenantName: string | undefined; readonly path: string } | undefined {
  const [shape, parts] = [tenantUrl.split('/'), path.split('/')];
  const isBelow = shape.every((part, at) => (part === ':tenant' ? parts[at] : part === parts[at]));
  if (!isBelow) return undefined;
  const name = parts[shape.indexOf(':tenant')];
  return {
    tenantName: name === undefined ? undefined : decodeURIComponent(name),
    path: `/${parts.slice(shape.length).join('/')}`,
  };
}
