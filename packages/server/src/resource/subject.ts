import type { Resource, ResourceType } from '@scimwright/core';
import { readTarget } from '@scimwright/core/resource';

/**
 * The name of a resource in the provisioning log: the value that is unique in the tenant and that Entra matches by.
 *
 * @example
 * subjectOf({ userName: 'ada@contoso.example' }, userType); // 'ada@contoso.example'
 */
export function subjectOf(resource: Resource, type: ResourceType): string | undefined {
  // Entra matches by an attribute of the core schema, not by a unique one of an extension.
  const named =
    type.indexes.find(({ unique, target }) => unique && target.path.extension === undefined) ??
    type.indexes.find(({ unique }) => unique);
  const [value] = named === undefined ? [] : readTarget(resource, named.target);
  return typeof value === 'string' ? value : undefined;
}
