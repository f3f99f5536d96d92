import { MOST_LIVE_TOKENS, tokenRefusal } from '@scimwright/connector-kit';
import type { StoredToken, Tenant } from '@scimwright/store';
import { hashToken, makeSecretToken } from '../token/secret-token.ts';
import { AdminRefusal, connectorOf, type AdminDeps } from './admin-deps.ts';

const DAY_MS = 86_400_000;

/** What is said of a new token. */
export interface NewToken {
  readonly description: string;
  /** Who asked for it. */
  readonly createdBy: string;
  /** When it stops working; undefined for never. */
  readonly expires?: Date | undefined;
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
export async function issueToken(
  deps: AdminDeps,
  tenant: Tenant,
  wanted: NewToken,
): Promise<{ readonly secret: string; readonly token: StoredToken }> {
  const { token: policy, displayName } = connectorOf(deps, tenant.connector);
  const refusal = tokenRefusal(policy, displayName, tenant);
  if (refusal !== undefined) throw new AdminRefusal(refusal);
  const secret = makeSecretToken();
  const now = deps.clock();
  const token: StoredToken = {
    id: deps.ids(),
    tenant: tenant.id,
    hash: hashToken(secret),
    description: wanted.description,
    scope: 'scim',
    createdBy: wanted.createdBy,
    created: now.toISOString(),
    expires: wanted.expires?.toISOString(),
    lastUsed: undefined,
    revoked: undefined,
  };
  const overlapUntil = new Date(now.getTime() + policy.overlapDays * DAY_MS).toISOString();
  if (await deps.store.tokens.issue(token, { most: MOST_LIVE_TOKENS, overlapUntil }))
    return { secret, token };
  throw new AdminRefusal(
    `The tenant "${tenant.name}" has ${MOST_LIVE_TOKENS} tokens that work. Revoke the one that is no longer used, then issue another.`,
  );
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
  throw new AdminRefusal(`The tenant "${tenant.name}" has no token ${id} that works.`);
}
