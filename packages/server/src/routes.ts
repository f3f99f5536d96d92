import type { Connector } from '@scimwright/connector-kit';
import type { MappingProfile } from '@scimwright/core';
import { profilesOf } from './discovery/resource-types.ts';
import { bulk } from './operations/bulk.ts';
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
import type {
  OneResourceRequest,
  OpenRequest,
  ResourceRequest,
  RouteDeps,
  ScimRequest,
} from './scim-request.ts';

type Run<Request> = (request: Request, deps: RouteDeps) => Reply | Promise<Reply>;

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
  | 'searchResources'
  | 'sendBulk';

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
  /** The resource type that it is about. */
  readonly profile: MappingProfile;
  readonly operation: ResourceOperation;
}

/**
 * A row of the route table that asks for a token: about the service, about all resources of a type, about one of them, or
 * about the user whom the token names.
 */
export type Route =
  | (ServiceRoute & { readonly about: 'service'; readonly run: Run<ScimRequest> })
  | (ResourceRoute & { readonly about: 'all'; readonly run: Run<ResourceRequest> })
  | (ResourceRoute & { readonly about: 'one'; readonly run: Run<OneResourceRequest> })
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
  {
    method: 'post',
    path: '/Bulk',
    operation: 'bulk',
    about: 'service',
    endpoint: 'sendBulk',
    run: (request, deps) => bulk(request, deps, routesOf(request.connector)),
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

/** What there is of each resource type. */
function resourceRoutes(profile: MappingProfile): readonly Route[] {
  const { endpoint } = profile.type;
  const all = { about: 'all', profile } as const;
  const one = { about: 'one', profile, path: `${endpoint}/:id` } as const;
  return [
    { ...all, method: 'get', path: endpoint, operation: 'query', run: query },
    { ...all, method: 'post', path: endpoint, operation: 'create', run: create, hasBody: true },
    { ...all, method: 'post', path: `${endpoint}/.search`, operation: 'search', run: search, hasBody: true },
    { ...one, method: 'get', operation: 'retrieve', run: retrieve },
    { ...one, method: 'put', operation: 'replace', run: replace, hasBody: true },
    { ...one, method: 'patch', operation: 'modify', run: modify, hasBody: true },
    { ...one, method: 'delete', operation: 'remove', run: remove },
  ];
}

/**
 * Of a product without groups: a query of them is answered with an empty list, since Test Connection may ask for one, and
 * nothing else about groups is there.
 */
const noGroups: Route = {
  method: 'get',
  path: '/Groups',
  operation: 'query',
  about: 'service',
  run: queryNothing,
};

/**
 * The routes that a connector has: the whole surface below a tenant URL.
 *
 * @example
 * routesOf(connector).map(({ method, path }) => `${method} ${path}`);
 */
export function routesOf(
  connector: Pick<Connector, 'users' | 'groups' | 'resources'>,
): readonly (Route | OpenRoute)[] {
  return [
    ...discovery,
    ...everything,
    ...me,
    ...profilesOf(connector).flatMap(resourceRoutes),
    ...(connector.groups === undefined ? [noGroups] : []),
  ];
}
