import { useRefusal } from '@scimwright/connector-kit';
import { ScimError } from '@scimwright/core';
import type { ScimRequest } from '../scim-request.ts';
import type { Principal } from './authenticate.ts';

/**
 * Checks that the connector's token flow lets the token in: its tenant is switched on and has bought what is needed, its
 * scope is the right one.
 *
 * @throws ScimError forbidden, in words that say what to do
 *
 * @example
 * authorize(request, { scope: 'scim' });
 */
export function authorize(
  { connector, tenant }: Pick<ScimRequest, 'connector' | 'tenant'>,
  { scope }: Pick<Principal, 'scope'>,
): void {
  const refusal = useRefusal({ policy: connector.token, product: connector.displayName, tenant, scope });
  if (refusal !== undefined) throw new ScimError('forbidden', refusal);
}
