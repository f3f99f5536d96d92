import { refusalToIssue, tokenScopes } from '@scimwright/connector-kit/internal';
import type { IssueLimits, StoredToken, Tenant } from '@scimwright/store';
import { hashToken, makeSecretToken, makeUserToken } from '../token/secret-token.ts';
import { AdminRefusal, connectorOf, tokenTime, type AdminDeps } from './admin-deps.ts';
import { DAY_MS } from './spoken-time.ts';

/** The token of a user is not rotated, so it expires by itself. */
const USER_TOKEN_DAYS = 90;

/** How many tokens of a tenant that name users may work at the same time. */
const MAX_USER_TOKENS = 1_000;

/** Whose token it is: the tenant's, as Entra's is, or that of one of its users, who reads /Me with it. */
export type TokenOwner = { readonly kind: 'tenant' } | { readonly kind: 'user'; readonly userId: string };

/** The input for a new token. */
export interface TokenWish {
  /** What it is for. A token is known by it once it cannot be seen any more. */
  readonly description: string;
  readonly createdBy: string;
  /** One of the scopes of the connector's token flow; the one that opens the endpoint unless given. */
  readonly scope?: string | undefined;
  /** When it stops working; undefined for never, or after 90 days for the token of a user. */
  readonly expires?: Date | undefined;
}

/** A token that is about to be stored, and the limits under which it is. */
export interface NewToken {
  readonly secret: string;
  readonly token: StoredToken;
  readonly limits: IssueLimits;
}

/**
 * Checks that a tenant may have such a token now.
 *
 * @throws AdminRefusal that says what to do
 */
export function checkIssuable(
  deps: Pick<AdminDeps, 'connectors'>,
  tenant: Tenant,
  wish: Pick<TokenWish, 'description' | 'scope'>,
): void {
  const { token: policy, displayName: product } = connectorOf(deps, tenant.connector);
  const { scope = tokenScopes(policy)[0] } = wish;
  const refusal = refusalToIssue({ policy, product, tenant, scope });
  if (refusal !== undefined) throw new AdminRefusal(refusal);
  if (wish.description.trim() !== '') return;
  throw new AdminRefusal(
    'Give the token a description: it is known by that once it cannot be seen any more.',
  );
}

/** Makes a token, without storing it. Whether the tenant may have it, `checkIssuable` says. */
export function newToken(deps: AdminDeps, tenant: Tenant, owner: TokenOwner, wish: TokenWish): NewToken {
  const { token: policy } = connectorOf(deps, tenant.connector);
  const now = tokenTime(deps);
  const inDays = (days: number): string => new Date(now.getTime() + days * DAY_MS).toISOString();
  const isOfUser = owner.kind === 'user';
  const secret = isOfUser ? makeUserToken() : makeSecretToken();
  const expires = wish.expires?.toISOString() ?? (isOfUser ? inDays(USER_TOKEN_DAYS) : undefined);
  const token: StoredToken = {
    id: deps.ids(),
    tenant: tenant.id,
    hash: hashToken(secret),
    description: wish.description,
    scope: wish.scope ?? tokenScopes(policy)[0],
    userId: isOfUser ? owner.userId : undefined,
    createdBy: wish.createdBy,
    created: now.toISOString(),
    expires,
    lastUsed: undefined,
    revoked: undefined,
  };
  if (isOfUser) return { secret, token, limits: { max: MAX_USER_TOKENS, overlapUntil: undefined } };
  const { maxTokens, overlapDays } = policy;
  // A token that ends replaces none: the others keep their own end.
  const overlapUntil = overlapDays !== undefined && expires === undefined ? inDays(overlapDays) : undefined;
  return { secret, token, limits: { max: maxTokens, overlapUntil } };
}

/** The refusal of one token too many, in words for the issuer. */
export function tooManyTokens(
  { connector, name }: Pick<Tenant, 'connector' | 'name'>,
  of: { readonly limits: Pick<IssueLimits, 'max'>; readonly token: Pick<StoredToken, 'userId'> },
): AdminRefusal {
  const that = of.token.userId === undefined ? 'that work' : 'that work and name a user';
  return new AdminRefusal(
    `The tenant "${name}" has ${of.limits.max} tokens ${that}. Revoke the one that is no longer used, then issue another. To see them: scimwright token list ${connector} ${name}`,
    'conflict',
  );
}
