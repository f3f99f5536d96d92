import type { Connector } from '@scimwright/connector-kit';
import { RESOURCE_TYPE, type JsonObject, type ResourceType } from '@scimwright/core';

/**
 * The resource types that a connector has: users, and groups where the product has them.
 *
 * @example
 * typesOf(connector).map(({ name }) => name); // ['User', 'Group']
 */
export function typesOf({ users, groups }: Connector): readonly ResourceType[] {
  return groups === undefined ? [users.type] : [users.type, groups.type];
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
