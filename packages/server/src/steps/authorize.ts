import { refusalToAccept } from '@scimwright/connector-kit/internal';
import { ScimError } from '@scimwright/core';
import type { Stored } from '@scimwright/store';
import { parseBody } from '../resource/resource-text.ts';
import type { Route } from '../route.ts';
import type { ScimRequest } from '../scim-request.ts';

/**
 * Checks a token against the token flow of its connector: the tenant is enabled and has the entitlement, and the scope is
 * right. The token of a user is accepted on routes with `opensToUsers`, while the user is active.
 *
 * @throws ScimError forbidden
 */
export function authorize(
  route: Pick<Route, 'opensToUsers'>,
  { connector, tenant, scope, user }: Pick<ScimRequest, 'connector' | 'tenant' | 'scope' | 'user'>,
): void {
  const refusal =
    refusalToAccept({ policy: connector.token, product: connector.displayName, tenant, scope }) ??
    (user && refusalOfUser(route, user));
  if (refusal !== undefined) throw new ScimError('forbidden', refusal);
}

function refusalOfUser({ opensToUsers }: Pick<Route, 'opensToUsers'>, user: Stored): string | undefined {
  // RFC 7643 §4.1.1 leaves the meaning of `active` to the server.
  if (parseBody(user)['active'] === false) {
    return 'The user of this token is disabled. The token works again once the user is enabled.';
  }
  return opensToUsers
    ? undefined
    : 'This token belongs to a user: it can read /Me and the discovery endpoints, and nothing else. Provision users with the token of the tenant.';
}
