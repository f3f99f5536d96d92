import type { Connector } from '@scimwright/connector-kit';
import type { MappingProfile } from '@scimwright/core/profile';
import { profilesOf } from './discovery/resource-types.ts';
import { create } from './operations/create.ts';
import {
  discoverOpenApi,
  discoverResourceTypes,
  discoverSchemas,
  discoverService,
} from './operations/discover.ts';
import { modify } from './operations/modify.ts';
import { meNotSupported } from './operations/me-not-supported.ts';
import { queryAll } from './operations/query-all.ts';
import { query, queryNothing } from './operations/query.ts';
import { remove } from './operations/remove.ts';
import { replace } from './operations/replace.ts';
import { retrieve } from './operations/retrieve.ts';
import { search, searchAll } from './operations/search.ts';
import type { Route, Routes } from './route.ts';

const discovery: Routes = [
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
    run: discoverOpenApi,
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
    // Entra sends none, so a start does not wait for what carries it out.
    run: async (request, deps) => (await import('./operations/bulk.ts')).bulk(request, deps),
    hasBody: true,
  },
];

/** The user of the token can be read here and not changed. */
const me: readonly Route[] = [
  { method: 'get', path: '/Me', operation: 'me', about: 'me', run: retrieve, opensToUsers: true },
  ...(['post', 'put', 'patch', 'delete'] as const).map((method): Route => ({
    method,
    path: '/Me',
    operation: 'me',
    about: 'service',
    run: meNotSupported,
  })),
];

/** The routes of a resource type. */
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
 * A product without groups answers a query of groups with an empty list, because Test Connection may send one. All other
 * group requests are answered 404.
 */
const noGroups: Route = {
  method: 'get',
  path: '/Groups',
  operation: 'query',
  about: 'service',
  run: queryNothing,
};

/** All routes of a connector. */
export function routesOf(connector: Pick<Connector, 'users' | 'groups' | 'resources'>): Routes {
  return [
    ...discovery,
    ...everything,
    ...me,
    ...profilesOf(connector).flatMap(resourceRoutes),
    ...(connector.groups === undefined ? [noGroups] : []),
  ];
}
