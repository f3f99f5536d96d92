import type { Connector } from '@scimwright/connector-kit';
import { RESOURCE_TYPE, type JsonObject, type MappingProfile, type ResourceType } from '@scimwright/core';

/**
 * The profiles of a connector: users, groups where the product has them, and resource types of its own.
 *
 * @example
 * profilesOf(connector).map(({ type }) => type.endpoint); // ['/Users', '/Groups']
 */
export function profilesOf({
  users,
  groups,
  resources,
}: Pick<Connector, 'users' | 'groups' | 'resources'>): readonly MappingProfile[] {
  return [users, ...(groups === undefined ? [] : [groups]), ...resources];
}

/**
 * The resource types of a connector, in the same order.
 *
 * @example
 * typesOf(connector).map(({ name }) => name); // ['User', 'Group']
 */
export function typesOf(connector: Connector): readonly ResourceType[] {
  return profilesOf(connector).map(({ type }) => type);
}

/**
 * Whether all that a connector has can be sorted.
 *
 * @example
 * canSort(connector); // false
 */
export function canSort(connector: Connector): boolean {
  return typesOf(connector).every(({ searchedBy }) => searchedBy === 'everything');
}

/**
 * A resource type as it is served at `/ResourceTypes` (RFC 7643 §6).
 *
 * @example
 * describeResourceType(userType, 'https://x.example/bic/contoso/scim/v2');
 */
export function describeResourceType(type: ResourceType, base: string): JsonObject {
  return {
    schemas: [RESOURCE_TYPE],
    id: type.name,
    name: type.name,
    endpoint: type.endpoint,
    description: type.description,
    schema: type.schema.id,
    schemaExtensions: type.extensions.map(({ schema, required }) => ({ schema: schema.id, required })),
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${type.name}` },
  };
}
