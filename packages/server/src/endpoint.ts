import { ScimError } from '@scimwright/core';
import type { Routes } from './route.ts';

/** The routes that share a path. */
export interface Endpoint {
  readonly path: string;
  /** The path, split at its slashes. */
  readonly parts: readonly string[];
  readonly routes: Routes;
}

/** Groups a route table by path, in its order. */
export function endpointsOf(routes: Routes): readonly Endpoint[] {
  const paths = new Set(routes.map(({ path }) => path));
  return [...paths].map((path) => ({
    path,
    parts: partsOf(path),
    routes: routes.filter((route) => route.path === path),
  }));
}

/**
 * The methods of an endpoint for the Allow header: HEAD wherever there is GET, and always OPTIONS (RFC 9110 §9.3.2, §9.3.7).
 *
 * @example
 * const [users] = endpointsOf(routesOf(connector)).filter(({ path }) => path === '/Users');
 * if (users) methodsOf(users); // ['GET', 'HEAD', 'POST', 'OPTIONS']
 */
export function methodsOf({ routes }: Pick<Endpoint, 'routes'>): readonly string[] {
  const methods = routes.flatMap(({ method }) =>
    method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
  );
  return [...methods, 'OPTIONS'];
}

/** The refusal of a method that an endpoint does not have. */
export function methodRefusal(endpoint: Endpoint, method: string): ScimError {
  const allow = methodsOf(endpoint).join(', ');
  return new ScimError('methodNotAllowed', `This path does not support ${method}. It supports ${allow}.`);
}

/** Finds the endpoint of a path below the tenant URL, and the id in it, still percent-encoded. */
export function findEndpoint(
  endpoints: readonly Endpoint[],
  path: string,
): { readonly endpoint: Endpoint; readonly id: string | undefined } | undefined {
  const written = partsOf(path);
  // AMB-02: one trailing slash is accepted.
  const named = written.length > 1 && written.at(-1) === '' ? written.slice(0, -1) : written;
  const endpoint = endpoints.find(
    ({ parts }) =>
      parts.length === named.length &&
      parts.every((part, at) => (part.startsWith(':') ? named[at] !== '' : part === named[at])),
  );
  if (endpoint === undefined) return undefined;
  const at = endpoint.parts.findIndex((part) => part.startsWith(':'));
  return { endpoint, id: at < 0 ? undefined : named[at] };
}

function partsOf(path: string): readonly string[] {
  return path.replace(/^\//, '').split('/');
}
