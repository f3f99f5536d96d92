import type { Connector } from '@scimwright/connector-kit';
import { ScimError } from '@scimwright/core';
import { findEndpoint, methodRefusal, methodsOf, type Endpoint } from './endpoint.ts';
import { noGroups } from './operations/not-found.ts';
import type { OpenRoute, Route, RouteDeps } from './route.ts';
import { unknownPath } from './steps/unknown-path.ts';

/** A connector, with what there is below its tenant URLs and what that works with. */
export interface Surface {
  readonly connector: Connector;
  readonly endpoints: readonly Endpoint[];
  readonly deps: RouteDeps;
}

/** Where a URL leads: the tenant's name, if the URL has it, and the id of a resource. Both are decoded. */
interface Place {
  readonly surface: Surface;
  readonly tenantName: string | undefined;
  readonly id: string | undefined;
}

/** A row of the route table that asks for a token, and where. */
export type ClosedTarget = Place & { readonly kind: 'closed'; readonly route: Route };

/** What a URL and a method lead to. */
export type Target =
  | ClosedTarget
  | (Place & { readonly kind: 'open'; readonly route: OpenRoute })
  | { readonly kind: 'options'; readonly allow: string }
  | {
      readonly kind: 'nothing';
      readonly refusal: ScimError;
      /** The methods that the path takes, where it takes any. */
      readonly allow?: string;
    };

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
 * Finds what a request asks for, before anything else of it is read. HEAD is served as GET, and Koa leaves the body out;
 * OPTIONS says what there is, to anyone.
 *
 * @param path - of a URL that has no fault, without several slashes in a row
 *
 * @example
 * findTarget('TRACE', '/nowhere', []).kind; // 'nothing'
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
    // A product without groups has nothing there, whatever the method is.
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

/** What of a path is below the tenant URL; undefined where the path is of another connector, or of none. */
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
