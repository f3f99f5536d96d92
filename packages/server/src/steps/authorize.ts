import { tokenRefusal } from '@scimwright/connector-kit';
import { ScimError } from '@scimwright/core';
import type { ScimRequest } from '../scim-request.ts';

/**
 * Checks that the connector's token flow lets the tenant in: it is switched on and has bought what is needed.
 *
 * @throws ScimError forbidden, in words that say what to do
 *
 * @example
 * authorize(request);
 */
export function authorize({ connector, tenant }: Pick<ScimRequest, 'connector' | 'tenant'>): void {
  const refusal = tokenRefusal(connector.token, connector.displayName, tenant);
  if (refusal !== undefined) throw new ScimError('forbidden', refusal);
}
