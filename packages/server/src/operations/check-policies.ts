import type { Resource } from '@scimwright/core';
import type { ResourceRequest } from '../scim-request.ts';

/**
 * Checks a resource against what the connector's policies and the tenant's settings allow.
 *
 * @throws ScimError invalidValue
 *
 * @example
 * checkPolicies(request, { userName: 'ada' });
 */
export function checkPolicies({ connector, settings, type }: ResourceRequest, resource: Resource): void {
  if (type === connector.users.type) connector.checkUser(resource, settings);
}
