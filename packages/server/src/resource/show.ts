import { shows, type Projection } from '@scimwright/core';
import type { ResourceStore, Stored, StoredMember } from '@scimwright/store';
import { typesOf } from '../discovery/resource-types.ts';
import type { Reply } from '../reply.ts';
import type { ResourceRequest } from '../scim-request.ts';
import { entityTag } from './entity-tag.ts';
import { locationOf, representBody } from './represent.ts';

/**
 * A stored resource as an answer shows it: where it is, its version, and as much of it as is asked for.
 *
 * @param isAlone - it is known to have no members, so none are read
 *
 * @example
 * const { headers, body } = show(stored, request, everything, store.resources);
 */
export function show(
  stored: Stored,
  request: Pick<ResourceRequest, 'connector' | 'type' | 'tenant' | 'base'>,
  projection: Projection,
  resources: ResourceStore,
  isAlone = false,
): Required<Pick<Reply, 'headers' | 'body'>> {
  const { connector, type, base } = request;
  const members = isAlone ? undefined : shownMembers(stored, request, projection, resources);
  return {
    headers: { Location: locationOf(base, type, stored.id), ETag: entityTag(stored.version) },
    body: representBody({ stored, type, base, projection, types: typesOf(connector), members }),
  };
}

/**
 * The members that an answer shows; undefined where the type has none or nobody asks for them. Nothing is read before
 * the first of them is wanted.
 *
 * @example
 * const members = shownMembers(stored, request, everything, store.resources);
 */
export function shownMembers(
  stored: Stored,
  { type, tenant }: Pick<ResourceRequest, 'type' | 'tenant'>,
  projection: Projection,
  resources: ResourceStore,
): AsyncIterable<readonly StoredMember[]> | undefined {
  const isAsked = type.membership !== undefined && shows(projection, type.membership.name);
  return isAsked ? resources.members(tenant.id, stored.id) : undefined;
}
