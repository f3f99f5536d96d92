import { shows, type Projection } from '@scimwright/core';
import type { ResourceStore, Stored, StoredMember, StoredMembership } from '@scimwright/store';
import { typesOf } from '../discovery/resource-types.ts';
import type { Reply } from '../reply.ts';
import type { ResourceRequest } from '../scim-request.ts';
import { entityTag } from './entity-tag.ts';
import { locationOf, representBody } from './represent.ts';

/**
 * A stored resource as an answer shows it: where it is, its version, and as much of it as is asked for.
 *
 * @param isAlone - it is known to have no members and to be in no group, so neither is read
 *
 * @example
 * const { headers, body } = await show(stored, request, everything, store.resources);
 */
export async function show(
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
    body: representBody({ stored, type, base, projection, types, members, groups: groups?.get(stored.id) }),
  };
}

/**
 * What the headers of an answer say of the resource: where it is, and its version.
 *
 * @example
 * headersOf(stored, request)['ETag']; // 'W/"1"'
 */
export function headersOf(
  { id, version }: Stored,
  { type, base }: Pick<ResourceRequest, 'type' | 'base'>,
): Required<Reply>['headers'] {
  return { Location: locationOf(base, type, id), ETag: entityTag(version) };
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

/**
 * The groups that the resources of an answer are in, by their ids: one question for all of them, and none where the type
 * does not show groups or nobody asks for them.
 *
 * @example
 * const groups = await shownGroups([stored], request, everything, store.resources);
 */
export async function shownGroups(
  found: readonly Stored[],
  { type, tenant }: Pick<ResourceRequest, 'type' | 'tenant'>,
  projection: Projection,
  resources: ResourceStore,
): Promise<ReadonlyMap<string, readonly StoredMembership[]> | undefined> {
  const { memberOf } = type;
  if (memberOf === undefined || found.length === 0 || !shows(projection, memberOf.attribute.name)) {
    return undefined;
  }
  return resources.memberships(
    tenant.id,
    found.map(({ id }) => id),
    memberOf.label,
  );
}
