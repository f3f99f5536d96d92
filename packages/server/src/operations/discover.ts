import { ScimError, type JsonObject } from '@scimwright/core';
import { listResponse } from '@scimwright/core/messages';
import { describeResourceType, typesOf } from '../discovery/resource-types.ts';
import { describeSchema, schemasOf } from '../discovery/schemas.ts';
import { serviceProviderConfig } from '../discovery/service-provider-config.ts';
import type { Reply } from '../reply.ts';
import type { RouteDeps } from '../route.ts';
import type { OpenRequest, ScimRequest } from '../scim-request.ts';

const value = (shown: unknown): Reply => ({ status: 200, body: { kind: 'value', value: shown } });

/** Answers with the capabilities of the server (RFC 7644 §4). */
export function discoverService({ connector, base, limits }: OpenRequest): Reply {
  return value(serviceProviderConfig(connector, base, limits));
}

/** Answers with the OpenAPI document of the tenant URL. Like `/Schemas`, it requires a token. */
export async function discoverOpenApi(
  { connector, base }: ScimRequest,
  { limits, routes }: Pick<RouteDeps, 'limits' | 'routes'>,
): Promise<Reply> {
  // Entra never asks for it, so a start does not wait for what writes it.
  const { scimOpenApi } = await import('../openapi/scim-open-api.ts');
  // Not a SCIM resource, so it has the media type that tools expect.
  const headers = { 'Content-Type': 'application/json; charset=utf-8' };
  return { ...value(scimOpenApi({ connector, base, limits, routes })), headers };
}

/**
 * Lists the schemas, or answers with one of them (RFC 7644 §4).
 *
 * @throws ScimError forbidden for a filter, notFound for an unknown name
 */
export function discoverSchemas(request: ScimRequest): Reply {
  const schemas = schemasOf(typesOf(request.connector)).map((schema) => describeSchema(schema, request.base));
  return discovered(request, schemas, 'schema');
}

/**
 * Lists the resource types, or answers with one of them (RFC 7644 §4).
 *
 * @throws ScimError forbidden for a filter, notFound for an unknown name
 */
export function discoverResourceTypes(request: ScimRequest): Reply {
  const types = typesOf(request.connector).map((type) => describeResourceType(type, request.base));
  return discovered(request, types, 'resource type');
}

function discovered({ id, query }: ScimRequest, all: readonly JsonObject[], what: string): Reply {
  // RFC 7644 §4: paging, sorting and projection do not apply here; a filter is refused.
  if (query['filter'] !== undefined)
    throw new ScimError('forbidden', `The list of every ${what} cannot be filtered.`);
  if (id === undefined) return value(listResponse(all, all.length, 1));
  const wanted = id.toLowerCase();
  const one = all.find((item) => String(item['id']).toLowerCase() === wanted);
  if (one === undefined) throw new ScimError('notFound', `There is no ${what} with this name.`);
  return value(one);
}
