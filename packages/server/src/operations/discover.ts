import { listResponse, ScimError, type JsonObject } from '@scimwright/core';
import { describeResourceType, typesOf } from '../discovery/resource-types.ts';
import { describeSchema, schemasOf } from '../discovery/schemas.ts';
import type { Reply } from '../reply.ts';
import type { ScimRequest } from '../scim-request.ts';

const value = (shown: unknown): Reply => ({ status: 200, body: { kind: 'value', value: shown } });

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
