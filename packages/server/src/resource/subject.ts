import { readTarget, type Resource, type ResourceType } from '@scimwright/core';

/**
 * What a resource is called in the provisioning log: the value that is unique in the tenant, which is also what Entra
 * matches by.
 *
 * @example
 * subjectOf({ userName: 'ada@contoso.example' }, userType); // 'ada@contoso.example'
 */
export function subjectOf(resource: Resource, type: ResourceType): string | undefined {
  const unique = type.indexes.find((index) => index.unique);
  const [value] = unique === undefined ? [] : readTarget(resource, unique.target);
  return typeof value === 'string' ? value : undefined;
}
