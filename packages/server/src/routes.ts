import type { Connector } from '@scimwright/connector-kit';
import type { Limits } from './limits.ts';
import { create } from './operations/create.ts';
import {
  discoverOpenApi,
  discoverResourceTypes,
  discoverSchemas,
  discoverService,
} from './operations/discover.ts';
import { modify } from './operations/modify.ts';
import { nobody } from './operations/nobody.ts';
import { queryAll } from './operations/query-all.ts';
import { query } from './operations/query.ts';
import { queryNothing } from './operations/query-nothing.ts';
import { remove } from './operations/remove.ts';
import { replace } from './operations/replace.ts';
import { retrieve } from './operations/retrieve.ts';
import { search, searchAll } from './operations/search.ts';
import type { Reply } from './reply.ts';
import type { Deps, OneResourceRequest, OpenRequest, ResourceRequest, ScimRequest } from './scim-request.ts';

type Run<Request> = (request: Request, deps: Deps & { readonly limits: Limits }) => Reply | Promise<Reply>;

/** What can be done with resources, as logs and metrics name it. */
export type ResourceOperation = 'query' | 'search' | 'create' | 'retrieve' | 'replace' | 'modify' | 'remove';

/** What else there is, as the OpenAPI document names it. */
export type ServiceEndpoint =
  | 'getServiceProviderConfig'
  | 'listResourceTypes'
  | 'getResourceType'
  | 'listSchemas'
  | 'getSchema'
  | 'getOpenApi'
  | 'listResources'
  | 'searchResources';

interface RouteBase {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Relative to the tenant URL, with `:name` for a parameter. */
  readonly path: string;
  readonly hasBody?: true;
  /** Whether a token that names a user opens it. It opens no row that does not say so. */
  readonly opensToUsers?: true;
}

interface ServiceRoute extends RouteBase {
  /** What it is called in logs and metrics. */
  readonly operation: string;
  /** Its name in the OpenAPI document; left out for what is there for a client's sake and offers nothing. */
  readonly endpoint?: ServiceEndpoint;
}

interface ResourceRoute extends RouteBase {
  readonly operation: ResourceOperation;
}

/**
 * A row of the route table that asks for a token: about the service, about the resources of a type, about one of them, or
 * about the user whom the token names.
 */
export type Route =
  | (ServiceRoute & { readonly about: 'service'; readonly run: Run<ScimRequest> })
  | (ResourceRoute & { readonly about: 'users' | 'groups'; readonly run: Run<ResourceRequest> })
  | (ResourceRoute & { readonly about: 'user' | 'group'; readonly run: Run<OneResourceRequest> })
  | (RouteBase & {
      readonly operation: 'me';
      readonly about: 'me';
      readonly run: Run<OneResourceRequest>;
    });

/** A row that anyone may ask for, since it is the same for every tenant name. */
export type OpenRoute = ServiceRoute & {
  readonly about: 'anyone';
  readonly run: (request: OpenRequest) => Reply;
};

const discovery: readonly (Route | OpenRoute)[] = [
  {
    // RFC 7643 §5: how to authenticate can be read without doing so.
    method: 'get',
    path: '/ServiceProviderConfig',
    operation: 'discover',
    about: 'anyone',
    endpoint: 'getServiceProviderConfig',
    run: discoverService,
  },
  {
    method: 'get',
    path: '/ResourceTypes',
    operation: 'discover',
    about: 'service',
    endpoint: 'listResourceTypes',
    opensToUsers: true,
    run: discoverResourceTypes,
  },
  {
    method: 'get',
    path: '/ResourceTypes/:id',
    operation: 'discover',
    about: 'service',
    endpoint: 'getResourceType',
    opensToUsers: true,
    run: discoverResourceTypes,
  },
  {
    method: 'get',
    path: '/Schemas',
    operation: 'discover',
    about: 'service',
    endpoint: 'listSchemas',
    opensToUsers: true,
    run: discoverSchemas,
  },
  {
    method: 'get',
    path: '/Schemas/:id',
    operation: 'discover',
    about: 'service',
    endpoint: 'getSchema',
    opensToUsers: true,
    run: discoverSchemas,
  },
  {
    method: 'get',
    path: '/openapi.json',
    operation: 'discover',
    about: 'service',
    endpoint: 'getOpenApi',
    opensToUsers: true,
    run: (request, { limits }) => discoverOpenApi(request, limits, routesOf(request.connector)),
  },
];

const everything: readonly Route[] = [
  {
    method: 'get',
    path: '/',
    operation: 'query',
    about: 'service',
    endpoint: 'listResources',
    run: queryAll,
  },
  {
    method: 'post',
    path: '/.search',
    operation: 'search',
    about: 'service',
    endpoint: 'searchResources',
    run: searchAll,
    hasBody: true,
  },
];

/** The user whom a token names is read there; no token changes anyone there. */
const me: readonly Route[] = [
  { method: 'get', path: '/Me', operation: 'me', about: 'me', run: retrieve, opensToUsers: true },
  ...(['post', 'put', 'patch', 'delete'] as const).map((method): Route => ({
    method,
    path: '/Me',
    operation: 'me',
    about: 'service',
    run: nobody,
  })),
];

const users: readonly Route[] = [
  { method: 'get', path: '/Users', operation: 'query', about: 'users', run: query },
  { method: 'post', path: '/Users', operation: 'create', about: 'users', run: create, hasBody: true },
  { method: 'post', path: '/Users/.search', operation: 'search', about: 'users', run: search, hasBody: true },
  { method: 'get', path: '/Users/:id', operation: 'retrieve', about: 'user', run: retrieve },
  { method: 'put', path: '/Users/:id', operation: 'replace', about: 'user', run: replace, hasBody: true },
  { method: 'patch', path: '/Users/:id', operation: 'modify', about: 'user', run: modify, hasBody: true },
  { method: 'delete', path: '/Users/:id', operation: 'remove', about: 'user', run: remove },
];

const groups: readonly Route[] = [
  { method: 'get', path: '/Groups', operation: 'query', about: 'groups', run: query },
  { method: 'post', path: '/Groups', operation: 'create', about: 'groups', run: create, hasBody: true },
  {
    method: 'post',
    path: '/Groups/.search',
    operation: 'search',
    about: 'groups',
    run: search,
    hasBody: true,
  },
  { method: 'get', path: '/Groups/:id', operation: 'retrieve', about: 'group', run: retrieve },
  { method: 'put', path: '/Groups/:id', operation: 'replace', about: 'group', run: replace, hasBody: true },
  { method: 'patch', path: '/Groups/:id', operation: 'modify', about: 'group', run: modify, hasBody: true },
  { method: 'delete', path: '/Groups/:id', operation: 'remove', about: 'group', run: remove },
];

/** The whole surface below a tenant URL. */
const routes: readonly (Route | OpenRoute)[] = [...discovery, ...everything, ...me, ...users, ...groups];

/**
 * The same for a product without groups: a query of groups is answered with an empty list, since Test Connection may ask
 * for one, and nothing else about groups is there.
 */
const routesWithoutGroups: readonly (Route | OpenRoute)[] = [
  ...discovery,
  ...everything,
  ...me,
  ...users,
  { method: 'get', path: '/Groups', operation: 'query', about: 'service', run: queryNothing },
];

/**
 * The routes that a connector has.
 *
 * @example
 * routesOf(connector).map(({ method, path }) => `${method} ${path}`);
 */
export function routesOf({ groups: profile }: Pick<Connector, 'groups'>): readonly (Route | OpenRoute)[] {
  return profile === undefined ? routesWithoutGroups : routes;
}
