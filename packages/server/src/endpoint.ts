import { ScimError } from '@scimwright/core';
import type { Routes } from './route.ts';

type Row = Routes[number];

/** The routes that share a path. */
export interface Endpoint {
  readonly path: string;
  /** The path, split at its slashes. */
  readonly parts: readonly string[];
  /** Where the id stands among the parts; undefined in a path without one. */
  readonly idAt: number | undefined;
  /** By method, in upper case; GET also as HEAD. */
  readonly routes: ReadonlyMap<string, Row>;
}

/** Groups a route table by path, in its order. */
export function endpointsOf(routes: Routes): readonly Endpoint[] {
  const paths = new Set(routes.map(({ path }) => path));
  return [...paths].map((path) => {
    const parts = partsOf(path);
    const at = parts.findIndex((part) => part.startsWith(':'));
    const rows = routes.filter((route) => route.path === path);
    return { path, parts, idAt: at < 0 ? undefined : at, routes: new Map(rows.flatMap(byMethod)) };
  });
}

function byMethod(row: Row): (readonly [method: string, row: Row])[] {
  const methods = row.method === 'get' ? ['GET', 'HEAD'] : [row.method.toUpperCase()];
  return methods.map((method) => [method, row]);
}

/**
 * The methods of an endpoint for the Allow header: HEAD wherever there is GET, and always OPTIONS (RFC 9110 §9.3.2, §9.3.7).
 *
 * @example
 * const [users] = endpointsOf(routesOf(connector)).filter(({ path }) => path === '/Users');
 * if (users) methodsOf(users); // ['GET', 'HEAD', 'POST', 'OPTIONS']
 */
export function methodsOf({ routes }: Pick<Endpoint, 'routes'>): readonly string[] {
  return [...routes.keys(), 'OPTIONS'];
}

/** The refusal of a method that an endpoint does not have. */
export function methodRefusal(endpoint: Endpoint, method: string): ScimError {
  const allow = methodsOf(endpoint).join(', ');
  return new ScimError('methodNotAllowed', `This path does not support ${method}. It supports ${allow}.`);
}

/**
 * Finds the endpoint of a path below the tenant URL, and the id in it, still percent-encoded.
 *
 * @param parts - the path as `partsOf` splits it
 */
export function findEndpoint(
  endpoints: readonly Endpoint[],
  parts: readonly string[],
): { readonly endpoint: Endpoint; readonly id: string | undefined } | undefined {
  for (const endpoint of endpoints) {
    if (leadsTo(endpoint, parts)) {
      return { endpoint, id: endpoint.idAt === undefined ? undefined : parts[endpoint.idAt] };
    }
  }
  return undefined;
}

function leadsTo({ parts, idAt }: Endpoint, asked: readonly string[]): boolean {
  if (parts.length !== asked.length) return false;
  return parts.every((part, at) => (at === idAt ? asked[at] !== '' : part === asked[at]));
}

/** Splits a path at its slashes. One trailing slash is accepted (AMB-02). */
export function partsOf(path: string): readonly string[] {
  const parts = (path.startsWith('/') ? path.slice(1) : path).split('/');
  return parts.length > 1 && parts.at(-1) === '' ? parts.slice(0, -1) : parts;
}
