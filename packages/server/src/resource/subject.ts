import { readTarget, type Resource, type ResourceType } from '@scimwright/core';

/**
 * What a resource is called in the provisioning log: the value that is unique in the tenant, which is also what Entra
 * matches by.
 *
 * @example
 * subjectOf({ userName: 'ada@contoso.example' }, userType); // 'ada@contoso.example'
 */
export function subjectOf(resource: Resource, type: ResourceType): string | undefined {
  // What an extension has is unique for the vendor's sake; Entra matches by what every such resource has.
  const named =
    type.indexes.find(({ unique, target }) => unique && target.path.extension === undefined) ??
    type.indexes.find(({ unique }) => unique);
  const [value] = named === undefined ? [] : readTarget(resource, named.target);
  return typeof value === 'string' ? value : undefined;
}
