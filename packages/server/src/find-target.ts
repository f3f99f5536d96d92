import type { Connector } from '@scimwright/connector-kit';
import { ScimError } from '@scimwright/core';
import { endpointsOf, findEndpoint, methodRefusal, methodsOf, partsOf, type Endpoint } from './endpoint.ts';
import { noGroups } from './operations/not-found.ts';
import type { OpenRoute, Route, RouteDeps } from './route.ts';
import { unknownPath } from './unknown-path.ts';

/** A connector, with the endpoints below its tenant URLs and their dependencies. */
export interface Surface {
  readonly connector: Connector;
  /** The path of a tenant URL, split at its slashes. */
  readonly parts: readonly string[];
  readonly endpoints: readonly Endpoint[];
  readonly deps: RouteDeps;
}

/** The surface of a connector. What a request needs to be found is computed here, once. */
export function surfaceOf(connector: Connector, deps: RouteDeps): Surface {
  return { connector, parts: partsOf(connector.path), endpoints: endpointsOf(deps.routes), deps };
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
  const parts = partsOf(path);
  for (const surface of surfaces) {
    if (!isBelow(parts, surface)) continue;
    const { connector, endpoints } = surface;
    const below = parts.length === surface.parts.length ? [''] : parts.slice(surface.parts.length);
    const found = findEndpoint(endpoints, below);
    if (found !== undefined) {
      const name = parts[surface.parts.indexOf(TENANT)];
      const tenantName = name === undefined ? undefined : decodeURIComponent(name);
      const id = found.id === undefined ? undefined : decodeURIComponent(found.id);
      return targetAt(found.endpoint, method, { surface, tenantName, id });
    }
    // A product without groups answers 404 to every method.
    const [collection, group, ...more] = below;
    if (connector.groups === undefined && collection === 'Groups' && group && more.length === 0) {
      return { kind: 'nothing', refusal: noGroups(connector, decodeURIComponent(group)) };
    }
  }
  const refusal = unknownPath(
    path,
    surfaces.map(({ connector }) => connector.path),
  );
  return { kind: 'nothing', refusal };
}

function targetAt(endpoint: Endpoint, method: string, place: Place): Target {
  const route = endpoint.routes.get(method);
  if (route?.about === 'anyone') return { ...place, kind: 'open', route };
  if (route !== undefined) return { ...place, kind: 'closed', route };
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

const TENANT = ':tenant';

function isBelow(parts: readonly string[], surface: Surface): boolean {
  return surface.parts.every((part, at) => (part === TENANT ? parts[at] : part === parts[at]));
}
