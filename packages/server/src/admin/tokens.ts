import type { StoredToken, Tenant } from '@scimwright/store';
import { z } from 'zod';
import { AdminRefusal, tokenTime, type AdminDeps } from './admin-deps.ts';
import { audit } from './audit.ts';
import { line } from './fields.ts';
import { checkIssuable, newToken, tooManyTokens, type TokenOwner } from './new-token.ts';
import { listResources } from './resources.ts';
import { liveTokens, shownToken } from './show-token.ts';

/** The tokens of a tenant. */
export const tokenList = z.strictObject({ tokens: z.array(shownToken).readonly() });

/** The tokens of a tenant after one was revoked. */
export const revokedToken = tokenList.extend({
  left: z
    .array(shownToken)
    .readonly()
    .describe('The tokens with which Entra can still provision the tenant.'),
  message: z
    .string()
    .describe('Which tokens work and when each ends; or that none does, and how to issue one.'),
});

/** The input for a new token. */
export const wantedToken = z.strictObject({
  description: line
    .optional()
    .describe('What it is for; unless given, "Microsoft Entra ID", or "/Me" for a token that names a user.'),
  createdBy: line.default('admin API').describe('Who issues it.'),
  scope: z.string().max(100).optional().describe('Its scope; unless given, the one that opens the endpoint.'),
  expires: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('When it stops working; unless given, never, or after 90 days for a token that names a user.'),
  userId: z.string().min(1).max(1_000).optional().describe('Names that user by id instead.'),
  userName: z
    .string()
    .min(1)
    .max(1_000)
    .optional()
    .describe('Names a user of the tenant, who reads /Me with it; it opens nothing else but discovery.'),
});

/** A token that is wanted: for the tenant, as Entra's is, or for one user of it, who reads /Me with it. */
export type WantedToken = Readonly<
  Omit<z.infer<typeof wantedToken>, 'expires'> & { readonly expires?: Date | undefined }
>;

/** An issued token, as it is shown once. */
export const shownIssuedToken = z.strictObject({
  tenantUrl: z.string().describe('What an administrator copies into Tenant URL in Entra.'),
  secretToken: z.string().describe('What goes into Secret Token. It is shown here and nowhere else.'),
  token: shownToken,
  message: z.string().describe('What to do with it, and why the endpoint refuses it now, if it does.'),
});

/** An issued token: its secret, which is not stored, and the stored part. */
export interface IssuedToken {
  readonly secret: string;
  readonly token: StoredToken;
}

/**
 * Issues a token, as the connector's token flow allows. The secret is in the answer and nowhere else. A token that worked
 * until now keeps working for the overlap of the flow. A token that names a user opens /Me and discovery alone, and
 * replaces none.
 *
 * @throws AdminRefusal that says what to do
 *
 * @example
 * const { secret } = await issueToken(deps, tenant, { description: 'Entra', createdBy: 'support' });
 */
export async function issueToken(deps: AdminDeps, tenant: Tenant, wanted: WantedToken): Promise<IssuedToken> {
  const { userId, userName, ...more } = wanted;
  const by = namedBy(userId, userName);
  const description = more.description ?? (by === undefined ? 'Microsoft Entra ID' : '/Me');
  const wish = { ...more, description };
  checkIssuable(deps, tenant, wish);
  const owner: TokenOwner =
    by === undefined ? { kind: 'tenant' } : { kind: 'user', userId: await findUser(deps, tenant, by) };
  const made = newToken(deps, tenant, owner, wish);
  const { secret, token, limits } = made;
  if (await deps.store.tokens.issue(token, limits)) {
    await audit(deps, 'issueToken', tenant, token.id);
    return { secret, token };
  }
  throw tooManyTokens(tenant, made);
}

/** A user of the tenant, by one of the two. */
interface UserName {
  readonly attribute: 'id' | 'userName';
  readonly value: string;
}

function namedBy(userId: string | undefined, userName: string | undefined): UserName | undefined {
  if (userId !== undefined && userName !== undefined) {
    throw new AdminRefusal('Name the user of the token by userId or by userName, not by both.');
  }
  if (userId !== undefined) return { attribute: 'id', value: userId };
  return userName === undefined ? undefined : { attribute: 'userName', value: userName };
}

async function findUser(deps: AdminDeps, tenant: Tenant, by: UserName): Promise<string> {
  const { resources } = await listResources(deps, tenant, 'Users', { by, startIndex: 1, count: 1 });
  const [user] = resources;
  if (user !== undefined) return user.id;
  // The name is personal, and the caller knows it.
  throw new AdminRefusal(`The tenant "${tenant.name}" has no User with this ${by.attribute}.`, 'not-found');
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
