import { issueRefusal, tokenScopes } from '@scimwright/connector-kit';
import type { IssueLimits, StoredToken, Tenant } from '@scimwright/store';
import { hashToken, makeSecretToken } from '../token/secret-token.ts';
import { AdminRefusal, connectorOf, tokenTime, type AdminDeps } from './admin-deps.ts';

const DAY_MS = 86_400_000;

/** What is said of a new token. */
export interface NewToken {
  /** What it is for; a token is known by it once it cannot be seen any more. */
  readonly description: string;
  /** Who asked for it. */
  readonly createdBy: string;
  /** One of the scopes of the connector's token flow; the one that opens the endpoint unless given. */
  readonly scope?: string | undefined;
  /** When it stops working; undefined for never. */
  readonly expires?: Date | undefined;
}

/** A token that is about to be stored, under the limits of the connector's token flow. */
export interface PreparedToken {
  readonly secret: string;
  readonly token: StoredToken;
  readonly limits: IssueLimits;
}

/**
 * Makes a token that the connector's token flow allows, without storing it.
 *
 * @throws AdminRefusal in words that say what to do
 *
 * @example
 * const { token, limits } = prepareToken(deps, tenant, { description: 'Entra', createdBy: 'support' });
 */
export function prepareToken(deps: AdminDeps, tenant: Tenant, wanted: NewToken): PreparedToken {
  const { token: policy, displayName } = connectorOf(deps, tenant.connector);
  const { scope = tokenScopes(policy)[0] } = wanted;
  const refusal = issueRefusal({ policy, product: displayName, tenant, scope });
  if (refusal !== undefined) throw new AdminRefusal(refusal);
  if (wanted.description.trim() === '') {
    throw new AdminRefusal(
      'Give the token a description: it is known by that once it cannot be seen any more.',
    );
  }
  const secret = makeSecretToken();
  const now = tokenTime(deps);
  const token: StoredToken = {
    id: deps.ids(),
    tenant: tenant.id,
    hash: hashToken(secret),
    description: wanted.description,
    scope,
    userId: undefined,
    createdBy: wanted.createdBy,
    created: now.toISOString(),
    expires: wanted.expires?.toISOString(),
    lastUsed: undefined,
    revoked: undefined,
  };
  const { most, overlapDays } = policy;
  // A token that ends takes nobody's place: the others keep their own end.
  const isExchange = overlapDays !== undefined && token.expires === undefined;
  const overlapUntil = isExchange ? new Date(now.getTime() + overlapDays * DAY_MS).toISOString() : undefined;
  return { secret, token, limits: { max: most, overlapUntil } };
}

/**
 * The refusal of one token too many, in words for whoever issues it.
 *
 * @example
 * throw tooManyTokens(tenant, { limits: { max: 2 }, token: { userId: undefined } });
 */
export function tooManyTokens(
  { connector, name }: Pick<Tenant, 'connector' | 'name'>,
  {
    limits: { max },
    token: { userId },
  }: {
    readonly limits: Pick<IssueLimits, 'max'>;
    readonly token: Pick<StoredToken, 'userId'>;
  },
): AdminRefusal {
  const that = userId === undefined ? 'that work' : 'that work and name a user';
  return new AdminRefusal(
    `The tenant "${name}" has ${max} tokens ${that}. Revoke the one that is no longer used, then issue another. To see them: scimwright token list ${connector} ${name}`,
    'conflict',
  );
}
