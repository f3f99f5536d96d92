import type { Resource } from '@scimwright/core';
import type { ResourceRequest } from '../scim-request.ts';

/**
 * Checks a user against the policies of the connector and the settings of the tenant.
 *
 * @throws ScimError invalidValue
 */
export function checkPolicies({ connector, settings, type }: ResourceRequest, resource: Resource): void {
  if (type === connector.users.type) connector.checkUser(resource, settings);
}
