import { showsAttribute, type Projection } from '@scimwright/core';
import type { ResourceStore, Stored, StoredMember, StoredMembership } from '@scimwright/store';
import { typesOf } from '../discovery/resource-types.ts';
import type { Reply } from '../reply.ts';
import type { ResourceRequest } from '../scim-request.ts';
import { entityTag } from './entity-tag.ts';
import { locationOf, resourceBody } from './resource-text.ts';

/**
 * The headers and body of a response with one resource.
 *
 * @param isAlone - whether it is known to have no members and no groups, so that neither is read
 */
export async function resourceReply(
  stored: Stored,
  request: Pick<ResourceRequest, 'connector' | 'type' | 'tenant' | 'base'>,
  projection: Projection,
  resources: ResourceStore,
  isAlone = false,
): Promise<Required<Pick<Reply, 'headers' | 'body'>>> {
  const { connector, type, base } = request;
  const types = typesOf(connector);
  const members = isAlone ? undefined : shownMembers(stored, request, projection, resources);
  const groups = isAlone ? undefined : await shownGroups([stored], request, projection, resources);
  return {
    headers: headersOf(stored, request),
    body: resourceBody({ stored, type, base, projection, types, members, groups: groups?.get(stored.id) }),
  };
}

/** The headers of a response about one resource. */
export function headersOf(
  { id, version }: Stored,
  { type, base }: Pick<ResourceRequest, 'type' | 'base'>,
): Required<Reply>['headers'] {
  return { Location: locationOf(base, type, id), ETag: entityTag(version) };
}

/** The members to show; undefined when the type has none or the projection omits them. They are read on demand. */
export function shownMembers(
  stored: Stored,
  { type, tenant }: Pick<ResourceRequest, 'type' | 'tenant'>,
  projection: Projection,
  resources: ResourceStore,
): AsyncIterable<readonly StoredMember[]> | undefined {
  const isAsked = type.membership !== undefined && showsAttribute(projection, type.membership.name);
  return isAsked ? resources.members(tenant.id, stored.id) : undefined;
}

/**
 * The groups to show, by the ids of the resources, read by one query; undefined when the type has no `groups` or the
 * projection omits them.
 */
export async function shownGroups(
  found: readonly Stored[],
  { type, tenant }: Pick<ResourceRequest, 'type' | 'tenant'>,
  projection: Projection,
  resources: ResourceStore,
): Promise<ReadonlyMap<string, readonly StoredMembership[]> | undefined> {
  const { memberOf } = type;
  if (memberOf === undefined || found.length === 0 || !showsAttribute(projection, memberOf.attribute.name)) {
    return undefined;
  }
  return resources.memberships(
    tenant.id,
    found.map(({ id }) => id),
    memberOf.label,
  );
}
