import type { StoredToken, Tenant } from '@scimwright/store';
import { AdminRefusal, tokenTime, type AdminDeps } from './admin-deps.ts';
import { audit } from './audit.ts';
import { liveTokens } from './live-tokens.ts';
import { prepareToken, tooManyTokens, type NewToken, type PreparedToken } from './prepare-token.ts';
import { prepareUserToken, type UserName } from './prepare-user-token.ts';

/** A token that is wanted: for the tenant, as Entra's is, or for one user of it, who reads /Me with it. */
export interface WantedToken extends Omit<NewToken, 'description'> {
  /** What it is for; `Microsoft Entra ID`, or `/Me` where a user is named, unless given. */
  readonly description?: string | undefined;
  /** The user whom it names, by id. */
  readonly userId?: string | undefined;
  /** The same by userName, as it is now. */
  readonly userName?: string | undefined;
}

/** A token that was issued: its secret, which cannot be had again, and what is kept of it. */
export interface IssuedToken {
  readonly secret: string;
  readonly token: StoredToken;
}

/**
 * Issues a token, as the connector's token flow allows. The secret is in the answer and nowhere else: it cannot be
 * shown again. A token that worked until now goes on working for the overlap of the flow. One that names a user opens /Me and
 * discovery alone, and has nothing to do with the others.
 *
 * @throws AdminRefusal in words that say what to do
 *
 * @example
 * const { secret } = await issueToken(deps, tenant, { description: 'Entra', createdBy: 'support' });
 */
export async function issueToken(deps: AdminDeps, tenant: Tenant, wanted: WantedToken): Promise<IssuedToken> {
  const prepared = await prepare(deps, tenant, wanted);
  const { secret, token, limits } = prepared;
  if (await deps.store.tokens.issue(token, limits)) {
    await audit(deps, 'issueToken', tenant, token.id);
    return { secret, token };
  }
  throw tooManyTokens(tenant, prepared);
}

async function prepare(
  deps: AdminDeps,
  tenant: Tenant,
  { userId, userName, ...wanted }: WantedToken,
): Promise<PreparedToken> {
  const user = namedBy(userId, userName);
  if (user === undefined) {
    return prepareToken(deps, tenant, { ...wanted, description: wanted.description ?? 'Microsoft Entra ID' });
  }
  return prepareUserToken(deps, tenant, { ...wanted, description: wanted.description ?? '/Me' }, user);
}

function namedBy(userId: string | undefined, userName: string | undefined): UserName | undefined {
  if (userId !== undefined && userName !== undefined) {
    throw new AdminRefusal('Name the user of the token by userId or by userName, not by both.');
  }
  if (userId !== undefined) return { attribute: 'id', value: userId };
  return userName === undefined ? undefined : { attribute: 'userName', value: userName };
}

/**
 * Revokes a token; requests with it are refused from now on.
 *
 * @returns the tokens with which Entra can still provision the tenant
 * @throws AdminRefusal when the tenant has no such token that works
 *
 * @example
 * const left = await revokeToken(deps, tenant, token.id);
 */
export async function revokeToken(
  deps: AdminDeps,
  tenant: Tenant,
  id: string,
): Promise<readonly StoredToken[]> {
  const isRevoked = await deps.store.tokens.revoke(tenant.id, id, tokenTime(deps).toISOString());
  if (isRevoked) {
    await audit(deps, 'revokeToken', tenant, id);
    return liveTokens(deps, tenant);
  }
  throw new AdminRefusal(`The tenant "${tenant.name}" has no token ${id} that works.`, 'not-found');
}
