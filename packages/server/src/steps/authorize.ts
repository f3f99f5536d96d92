import { useRefusal } from '@scimwright/connector-kit';
import { ScimError } from '@scimwright/core';
import type { Stored } from '@scimwright/store';
import { parseBody } from '../resource/represent.ts';
import type { Route } from '../route.ts';
import type { ScimRequest } from '../scim-request.ts';

/**
 * Checks that the connector's token flow lets the token in: its tenant is switched on and has bought what is needed, its
 * scope is the right one. A token that names a user opens the routes that say so, while that user is active.
 *
 * @throws ScimError forbidden, in words that say what to do
 *
 * @example
 * authorize(route, request);
 */
export function authorize(
  route: Pick<Route, 'opensToUsers'>,
  { connector, tenant, scope, user }: Pick<ScimRequest, 'connector' | 'tenant' | 'scope' | 'user'>,
): void {
  const refusal =
    useRefusal({ policy: connector.token, product: connector.displayName, tenant, scope }) ??
    (user && refusalOfUser(route, user));
  if (refusal !== undefined) throw new ScimError('forbidden', refusal);
}

function refusalOfUser({ opensToUsers }: Pick<Route, 'opensToUsers'>, user: Stored): string | undefined {
  // RFC 7643 §4.1.1 leaves the meaning of `active` to the server: who is not active does not get in.
  if (parseBody(user)['active'] === false) {
    return 'The user whom this token names is not active. The token works again when the user does.';
  }
  return opensToUsers
    ? undefined
    : 'This token names a user: it reads /Me and what the service says of itself, and opens nothing else. Users are changed by provisioning, with the token of the tenant.';
}
