import type { Limits } from './limits.ts';
import { create } from './operations/create.ts';
import { discoverResourceTypes, discoverSchemas } from './operations/discover.ts';
import { modify } from './operations/modify.ts';
import { query } from './operations/query.ts';
import { queryNothing } from './operations/query-nothing.ts';
import { remove } from './operations/remove.ts';
import { replace } from './operations/replace.ts';
import { retrieve } from './operations/retrieve.ts';
import type { Reply } from './reply.ts';
import type { Deps, OneResourceRequest, ResourceRequest, ScimRequest } from './scim-request.ts';

type Run<Request> = (request: Request, deps: Deps & { readonly limits: Limits }) => Reply | Promise<Reply>;

interface RouteBase {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  /** What it is called in logs and metrics. */
  readonly operation: string;
  readonly hasBody?: true;
}

/** A row of the route table: about the service, about the resources of a type, or about one of them. */
export type Route =
  | (RouteBase & { readonly about: 'service'; readonly run: Run<ScimRequest> })
  | (RouteBase & { readonly about: 'users' | 'groups'; readonly run: Run<ResourceRequest> })
  | (RouteBase & { readonly about: 'user' | 'group'; readonly run: Run<OneResourceRequest> });

/** The whole surface below a tenant URL, but for `/ServiceProviderConfig`, which needs no token. */
export const routes: readonly Route[] = [
  {
    method: 'get',
    path: '/ResourceTypes',
    operation: 'discover',
    about: 'service',
    run: discoverResourceTypes,
  },
  {
    method: 'get',
    path: '/ResourceTypes/:id',
    operation: 'discover',
    about: 'service',
    run: discoverResourceTypes,
  },
  { method: 'get', path: '/Schemas', operation: 'discover', about: 'service', run: discoverSchemas },
  { method: 'get', path: '/Schemas/:id', operation: 'discover', about: 'service', run: discoverSchemas },

  { method: 'get', path: '/Users', operation: 'query', about: 'users', run: query },
  { method: 'post', path: '/Users', operation: 'create', about: 'users', run: create, hasBody: true },
  { method: 'get', path: '/Users/:id', operation: 'retrieve', about: 'user', run: retrieve },
  { method: 'put', path: '/Users/:id', operation: 'replace', about: 'user', run: replace, hasBody: true },
  { method: 'patch', path: '/Users/:id', operation: 'modify', about: 'user', run: modify, hasBody: true },
  { method: 'delete', path: '/Users/:id', operation: 'remove', about: 'user', run: remove },

  { method: 'get', path: '/Groups', operation: 'query', about: 'groups', run: query },
  { method: 'post', path: '/Groups', operation: 'create', about: 'groups', run: create, hasBody: true },
  { method: 'get', path: '/Groups/:id', operation: 'retrieve', about: 'group', run: retrieve },
  { method: 'put', path: '/Groups/:id', operation: 'replace', about: 'group', run: replace, hasBody: true },
  { method: 'patch', path: '/Groups/:id', operation: 'modify', about: 'group', run: modify, hasBody: true },
  { method: 'delete', path: '/Groups/:id', operation: 'remove', about: 'group', run: remove },
];

/**
 * The same for a product without groups: a query of groups is answered with an empty list, since Test Connection may ask
 * for one, and nothing else about groups is there.
 */
export const routesWithoutGroups: readonly Route[] = [
  ...routes.filter(({ about }) => about !== 'group' && about !== 'groups'),
  { method: 'get', path: '/Groups', operation: 'query', about: 'service', run: queryNothing },
];
