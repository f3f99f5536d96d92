import { listResponse, ScimError, type JsonObject } from '@scimwright/core';
import { describeResourceType, typesOf } from '../discovery/resource-types.ts';
import { describeSchema, schemasOf } from '../discovery/schemas.ts';
import { serviceProviderConfig } from '../discovery/service-provider-config.ts';
import { openApiDocument } from '../openapi/open-api-document.ts';
import type { Reply } from '../reply.ts';
import type { RouteDeps } from '../route.ts';
import type { OpenRequest, ScimRequest } from '../scim-request.ts';

const value = (shown: unknown): Reply => ({ status: 200, body: { kind: 'value', value: shown } });

/**
 * Shows what the server can do (RFC 7644 §4).
 *
 * @example
 * const { body } = discoverService({ connector, base: 'https://x.example/bic/contoso/scim/v2', limits: defaultLimits });
 */
export function discoverService({ connector, base, limits }: OpenRequest): Reply {
  return value(serviceProviderConfig(connector, base, limits));
}

/**
 * Shows the OpenAPI document of what is below the tenant URL. It says what `/Schemas` says, and so asks for a token too.
 *
 * @example
 * const { body } = discoverOpenApi(request, { limits: defaultLimits, routes: routesOf(connector) });
 */
export function discoverOpenApi(
  { connector, base }: ScimRequest,
  { limits, routes }: Pick<RouteDeps, 'limits' | 'routes'>,
): Reply {
  // No SCIM resource, so it has the media type that tools look for.
  const headers = { 'Content-Type': 'application/json; charset=utf-8' };
  return { ...value(openApiDocument({ connector, base, limits, routes })), headers };
}

/**
 * Lists the schemas, or shows the one that is named (RFC 7644 §4).
 *
 * @throws ScimError forbidden for a filter, notFound for a name that is none
 *
 * @example
 * const { body } = discoverSchemas(request);
 */
export function discoverSchemas(request: ScimRequest): Reply {
  const schemas = schemasOf(typesOf(request.connector)).map((schema) => describeSchema(schema, request.base));
  return discovered(request, schemas, 'schema');
}

/**
 * Lists the resource types, or shows the one that is named (RFC 7644 §4).
 *
 * @throws ScimError forbidden for a filter, notFound for a name that is none
 *
 * @example
 * const { body } = discoverResourceTypes(request);
 */
export function discoverResourceTypes(request: ScimRequest): Reply {
  const types = typesOf(request.connector).map((type) => describeResourceType(type, request.base));
  return discovered(request, types, 'resource type');
}

function discovered({ id, query }: ScimRequest, all: readonly JsonObject[], what: string): Reply {
  // RFC 7644 §4: paging, sorting and projection do not apply here; a filter is refused.
  if (query['filter'] !== undefined)
    throw new ScimError('forbidden', `A list of every ${what} takes no filter.`);
  if (id === undefined) return value(listResponse(all, all.length, 1));
  const wanted = id.toLowerCase();
  const one = all.find((item) => String(item['id']).toLowerCase() === wanted);
  if (one === undefined) throw new ScimError('notFound', `There is no ${what} of this name here.`);
  return value(one);
}
