import type { MappingProfile } from '@scimwright/core';
import type { Limits } from './limits.ts';
import type { Logger } from './logger.ts';
import type { Reply, Served } from './reply.ts';
import type { Deps, OneResourceRequest, OpenRequest, ResourceRequest, ScimRequest } from './scim-request.ts';
import type { TenantShare } from './tenant-share.ts';

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

/** Everything that there is below a tenant URL, in the order in which a path is looked for. */
export type Routes = readonly (Route | OpenRoute)[];

/** What serves a request of a route: the steps, and its operation. */
export interface RouteDeps extends Deps {
  readonly limits: Limits;
  readonly logger: Logger;
  readonly share: TenantShare;
  /** Takes note of what became of a request, and returns it. */
  readonly record: (served: Served) => Served;
  /** Those of the connector that is served: an operation of a bulk request is one of them, and the OpenAPI document shows them. */
  readonly routes: Routes;
}
