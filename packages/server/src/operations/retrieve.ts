import { parseProjection, shows } from '@scimwright/core';
import type { Reply } from '../reply.ts';
import { entityTag, namesVersion } from '../resource/entity-tag.ts';
import { locationOf, representBody } from '../resource/represent.ts';
import type { Deps, OneResourceRequest } from '../scim-request.ts';
import { notFound } from './not-found.ts';

/**
 * Reads one resource (RFC 7644 §3.4.1).
 *
 * @throws ScimError notFound, invalidValue
 *
 * @example
 * const { status } = await retrieve({ ...request, ifNoneMatch: entityTag(3) }, deps);
 */
export async function retrieve(request: OneResourceRequest, { store }: Deps): Promise<Reply> {
  const { type, tenant, id, base, ifNoneMatch } = request;
  const projection = parseProjection(request.query, type, request.reading);
  const stored = await store.resources.get(tenant.id, type.name, id);
  if (stored === undefined) throw notFound(type);
  const headers = { Location: locationOf(base, type, id), ETag: entityTag(stored.version) };
  const trace = { resourceType: type.name, resourceId: id };
  if (ifNoneMatch !== undefined && namesVersion(ifNoneMatch, stored.version))
    return { status: 304, headers, trace };
  const withMembers = type.membership !== undefined && shows(projection, type.membership.name);
  const members = withMembers ? store.resources.members(tenant.id, id) : undefined;
  return { status: 200, headers, body: representBody({ stored, type, base, projection, members }), trace };
}
