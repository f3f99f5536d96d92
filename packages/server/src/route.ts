import type { MappingProfile } from '@scimwright/core/profile';
import type { Limits } from './limits.ts';
import type { Logger } from './logger.ts';
import type { Reply, Served } from './reply.ts';
import type { Deps, OneResourceRequest, OpenRequest, ResourceRequest, ScimRequest } from './scim-request.ts';
import type { TenantShare } from './tenant-share.ts';

type Run<Request> = (request: Request, deps: RouteDeps) => Reply | Promise<Reply>;

/** The operations on resources, as logs and metrics name them. */
export type ResourceOperation = 'query' | 'search' | 'create' | 'retrieve' | 'replace' | 'modify' | 'remove';

/** The other operations, as the OpenAPI document names them. */
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
  /** Whether the token of a user may use it; without this, only tokens of the tenant may. */
  readonly opensToUsers?: true;
}

interface ServiceRoute extends RouteBase {
  /** Its name in logs and metrics. */
  readonly operation: string;
  /** Its name in the OpenAPI document; a route without one is not in the document. */
  readonly endpoint?: ServiceEndpoint;
}

interface ResourceRoute extends RouteBase {
  /** The resource type that it is about. */
  readonly profile: MappingProfile;
  readonly operation: ResourceOperation;
}

/** A route that requires a token: about the service, all resources of a type, one of them, or the user of the token. */
export type Route =
  | (ServiceRoute & { readonly about: 'service'; readonly run: Run<ScimRequest> })
  | (ResourceRoute & { readonly about: 'all'; readonly run: Run<ResourceRequest> })
  | (ResourceRoute & { readonly about: 'one'; readonly run: Run<OneResourceRequest> })
  | (RouteBase & {
      readonly operation: 'me';
      readonly about: 'me';
      readonly run: Run<OneResourceRequest>;
    });

/** A route without a token: it answers the same for every tenant. */
export type OpenRoute = ServiceRoute & {
  readonly about: 'anyone';
  readonly run: (request: OpenRequest) => Reply;
};

/** All routes below a tenant URL, in the order in which they are matched. */
export type Routes = readonly (Route | OpenRoute)[];

/** The dependencies of the steps and operations. */
export interface RouteDeps extends Deps {
  readonly limits: Limits;
  readonly logger: Logger;
  readonly share: TenantShare;
  /** Records the result of a request in the log and the metrics, and returns it. */
  readonly record: (served: Served) => Served;
  /** The routes of the connector, for bulk requests and the OpenAPI document. */
  readonly routes: Routes;
}
