import type { Connector } from '@scimwright/connector-kit';
import type { JsonObject, ResourceType } from '@scimwright/core';
import type { MappingProfile } from '@scimwright/core/profile';
import { RESOURCE_TYPE } from '@scimwright/core/schema';

/** The profiles of a connector: users, groups if it has them, and its own resource types. */
export function profilesOf({
  users,
  groups,
  resources,
}: Pick<Connector, 'users' | 'groups' | 'resources'>): readonly MappingProfile[] {
  return [users, ...(groups === undefined ? [] : [groups]), ...resources];
}

/** The resource types of a connector, in the order of `profilesOf`. */
export function typesOf(connector: Connector): readonly ResourceType[] {
  return profilesOf(connector).map(({ type }) => type);
}

/** Whether every resource type of a connector can be sorted. */
export function canSort(connector: Connector): boolean {
  return typesOf(connector).every(({ searchedBy }) => searchedBy === 'everything');
}

/** A resource type as served at `/ResourceTypes` (RFC 7643 §6). */
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
