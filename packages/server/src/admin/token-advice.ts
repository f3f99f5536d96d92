import { tokenScopes, useRefusal } from '@scimwright/connector-kit';
import type { StoredToken, Tenant } from '@scimwright/store';
import { connectorOf, type AdminDeps } from './admin-deps.ts';
import { spokenEnd } from './spoken-end.ts';

/**
 * What to do with a token that was just issued, in words for whoever issued it: where it goes, and why the endpoint refuses
 * it as things are.
 *
 * @example
 * const { secret, token } = await issueToken(deps, tenant, { createdBy: 'support' });
 * console.log(secret, tokenAdvice(deps, tenant, token));
 */
export function tokenAdvice(
  deps: Pick<AdminDeps, 'connectors'>,
  tenant: Tenant,
  { scope, userId, expires }: StoredToken,
): string {
  const { token: policy, displayName: product } = connectorOf(deps, tenant.connector);
  const refusal = useRefusal({ policy, product, tenant, scope }, 'support');
  if (scope !== tokenScopes(policy)[0]) {
    return `It cannot be shown again. Do not copy it into Entra: it does not open the endpoint. ${refusal}`;
  }
  const place =
    userId === undefined
      ? 'Copy it now into Entra: it cannot be shown again.'
      : `Hand it to that user now: it reads /Me ${spokenEnd(expires)}, and cannot be shown again.`;
  return refusal === undefined ? place : `${place} It does not work yet. ${refusal}`;
}
