import { ScimError, type ResourceType } from '@scimwright/core';

/**
 * The refusal of a request about a resource that is not there.
 *
 * @example
 * throw notFound(userType);
 */
export function notFound(type: ResourceType): ScimError {
  return new ScimError('notFound', `This tenant has no ${type.name} with this id.`);
}
