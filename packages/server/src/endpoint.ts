import { ScimError } from '@scimwright/core';
import type { Routes } from './route.ts';

/** The rows of the route table that have one path. */
export interface Endpoint {
  readonly path: string;
  /** Of the path, what is between the slashes. */
  readonly parts: readonly string[];
  readonly routes: Routes;
}

/**
 * The endpoints of a route table, in its order: what a path takes is known before anything of a request is read.
 *
 * @example
 * endpointsOf(routesOf(connector)).map(({ path }) => path);
 */
export function endpointsOf(routes: Routes): readonly Endpoint[] {
  const paths = new Set(routes.map(({ path }) => path));
  return [...paths].map((path) => ({
    path,
    parts: partsOf(path),
    routes: routes.filter((route) => route.path === path),
  }));
}

/**
 * The methods that an endpoint takes, as Allow names them: HEAD wherever GET is, and OPTIONS (RFC 9110 §9.3.2, §9.3.7).
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

/**
 * The refusal of a method that an endpoint does not take, with those that it takes.
 *
 * @example
 * for (const endpoint of endpointsOf(routesOf(connector))) methodRefusal(endpoint, 'TRACE').status; // 405
 */
export function methodRefusal(endpoint: Endpoint, method: string): ScimError {
  const allow = methodsOf(endpoint).join(', ');
  return new ScimError('methodNotAllowed', `This path does not take ${method}. It takes ${allow}.`);
}

/**
 * The endpoint that a path below the tenant URL leads to, of a request or of an operation of a bulk request, with the id
 * in it as it is written.
 *
 * @example
 * findEndpoint(endpointsOf(routesOf(connector)), '/Users/2819')?.id; // '2819'
 */
export function findEndpoint(
  endpoints: readonly Endpoint[],
  path: string,
): { readonly endpoint: Endpoint; readonly id: string | undefined } | undefined {
  const written = partsOf(path);
  // AMB-02: one slash at the end is taken.
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
