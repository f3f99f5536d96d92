import type { OpenRoute, Route } from './routes.ts';

/** The rows of the route table that have one path. */
export interface Endpoint {
  readonly path: string;
  readonly routes: readonly (Route | OpenRoute)[];
}

/**
 * The endpoints of a route table, in its order: what a path takes is known before anything of a request is read.
 *
 * @example
 * endpointsOf(routesOf(connector)).map(({ path }) => path);
 */
export function endpointsOf(routes: readonly (Route | OpenRoute)[]): readonly Endpoint[] {
  const paths = new Set(routes.map(({ path }) => path));
  return [...paths].map((path) => ({ path, routes: routes.filter((route) => route.path === path) }));
}

/**
 * The methods that an endpoint takes, as Allow names them: HEAD wherever GET is, and OPTIONS (RFC 9110 §9.3.2, §9.3.7).
 *
 * @example
 * const [users] = endpointsOf(routesOf(connector)).filter(({ path }) => path === '/Users');
 * if (users) methodsOf(users); // ['GET', 'HEAD', 'POST', 'OPTIONS']
 */
export function methodsOf({ routes }: Endpoint): readonly string[] {
  const methods = routes.flatMap(({ method }) =>
    method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
  );
  return [...methods, 'OPTIONS'];
}
