import type { StoredToken, Tenant } from '@scimwright/store';
import { AdminRefusal, type AdminDeps } from './admin-deps.ts';
import { prepareToken, tooManyTokens, type NewToken } from './prepare-token.ts';

/** A token that was issued: its secret, which cannot be had again, and what is kept of it. */
export interface IssuedToken {
  readonly secret: string;
  readonly token: StoredToken;
}

/**
 * Issues a token, as the connector's token flow allows. The secret is in the answer and nowhere else: it cannot be
 * shown again. A token that worked until now goes on working for the overlap of the flow.
 *
 * @throws AdminRefusal in words that say what to do
 *
 * @example
 * const { secret } = await issueToken(deps, tenant, { description: 'Entra', createdBy: 'support' });
 */
export async function issueToken(deps: AdminDeps, tenant: Tenant, wanted: NewToken): Promise<IssuedToken> {
  const { secret, token, limits } = prepareToken(deps, tenant, wanted);
  if (await deps.store.tokens.issue(token, limits)) return { secret, token };
  throw tooManyTokens(tenant, limits);
}

/**
 * Revokes a token; requests with it are refused from now on.
 *
 * @throws AdminRefusal when the tenant has no such token that works
 *
 * @example
 * await revokeToken(deps, tenant, token.id);
 */
export async function revokeToken(deps: AdminDeps, tenant: Tenant, id: string): Promise<void> {
  if (await deps.store.tokens.revoke(tenant.id, id, deps.clock().toISOString())) return;
  throw new AdminRefusal(`The tenant "${tenant.name}" has no token ${id} that works.`, 'not-found');
}
