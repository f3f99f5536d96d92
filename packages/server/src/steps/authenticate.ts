import type { Connector } from '@scimwright/connector-kit';
import { ScimError } from '@scimwright/core';
import { isLive, type StoredToken, type Tenant, type TokenStore } from '@scimwright/store';
import type { Metrics } from '../metrics.ts';
import { bearerToken } from '../token/bearer-token.ts';
import { hashToken, isSecretToken, sameHash } from '../token/secret-token.ts';
import { refusalOf } from '../fault.ts';

/** The remedy for a token of a user, who has no Secret Token to enter. */
const ASK = 'Ask your administrator for a new one.';

/** The owner of a token, and whether the token is accepted here. */
export interface Principal {
  readonly tenant: Tenant;
  readonly tokenId: string;
  readonly scope: string;
  /** The user that the token names; undefined for a token of the tenant. */
  readonly userId: string | undefined;
  /** Why the token is refused, although it is known; undefined when it is accepted. */
  readonly refusal: ScimError | undefined;
}

/** The parts of a request that authentication needs. */
interface TokenRequest {
  /** The Authorization header; empty when it is missing. */
  readonly authorization: string;
  readonly connector: Connector;
  /** The tenant in the URL; undefined when the token alone names it. */
  readonly tenantName: string | undefined;
  readonly tokens: TokenStore;
  readonly now: Date;
}

/**
 * Finds the tenant of a token, and counts tokens that are refused. A token of another tenant is refused in the same words
 * as an unknown one, so that nobody learns whether the tenant in the URL exists.
 *
 * @throws ScimError unauthorized for a missing, malformed or unknown token
 */
export async function authenticate(
  asked: TokenRequest,
  metrics: Pick<Metrics, 'unauthorized'>,
): Promise<Principal> {
  try {
    const principal = await findPrincipal(asked);
    if (principal.refusal !== undefined) metrics.unauthorized(asked.connector.id);
    return principal;
  } catch (error) {
    if (refusalOf(error)?.code === 'unauthorized') metrics.unauthorized(asked.connector.id);
    throw error;
  }
}

async function findPrincipal(asked: TokenRequest): Promise<Principal> {
  const { authorization, connector, tenantName, tokens, now } = asked;
  const secret = bearerToken(authorization);
  if (secret === undefined) {
    throw unauthorized(
      'Send the secret token in the header Authorization: Bearer. In Entra, fill in Secret Token.',
    );
  }
  if (/\s/.test(secret))
    throw unauthorized('The token contains a space. Copy the Secret Token again, without the space.');
  if (!isSecretToken(secret)) {
    throw unauthorized(
      'This is not a token of this service, or part of it is missing. Copy the Secret Token again.',
    );
  }
  const hash = hashToken(secret);
  const found = await tokens.find(hash);
  const { tenant, token } = found ?? {};
  if (tenant === undefined || token === undefined || !sameHash(hash, token.hash)) throw unknown();
  const isHere = tenant.connector === connector.id && tenant.name === (tenantName ?? tenant.name);
  const refusal = isHere ? refusalOfDead(token, now) : unknown();
  return { tenant, tokenId: token.id, scope: token.scope, userId: token.userId, refusal };
}

function refusalOfDead(token: StoredToken, now: Date): ScimError | undefined {
  const isOfUser = token.userId !== undefined;
  if (token.revoked !== undefined) {
    return unauthorized(`This token was revoked. ${isOfUser ? ASK : 'Enter the new one in Secret Token.'}`);
  }
  return isLive(token, now)
    ? undefined
    : unauthorized(
        `This token has expired. ${isOfUser ? ASK : 'Create a new one and enter it in Secret Token.'}`,
      );
}

function unauthorized(detail: string): ScimError {
  return new ScimError('unauthorized', detail);
}

function unknown(): ScimError {
  return unauthorized(
    'This token is not valid for this Tenant URL. Check that both belong to the same tenant.',
  );
}
