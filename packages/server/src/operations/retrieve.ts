import { parseProjection } from '@scimwright/core';
import type { Reply } from '../reply.ts';
import { isNotModified } from '../resource/preconditions.ts';
import { headersOf, resourceReply } from '../resource/resource-reply.ts';
import type { Deps, OneResourceRequest } from '../scim-request.ts';
import { notFound } from './not-found.ts';

/**
 * Reads one resource (RFC 7644 §3.4.1).
 *
 * @throws ScimError notFound, invalidValue, staleVersion
 */
export async function retrieve(request: OneResourceRequest, { store }: Deps): Promise<Reply> {
  const { type, tenant, id } = request;
  const projection = parseProjection(request.query, type, request.parseContext);
  const stored = await store.resources.get(tenant.id, type.name, id);
  if (stored === undefined) throw notFound(type, id);
  const trace = { resourceType: type.name, resourceId: id };
  return isNotModified(request, stored.version)
    ? { status: 304, headers: headersOf(stored, request), trace }
    : { status: 200, ...(await resourceReply(stored, request, projection, store.resources)), trace };
}
