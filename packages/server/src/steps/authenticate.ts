import type { Connector } from '@scimwright/connector-kit';
import { ScimError } from '@scimwright/core';
import { isLive, type StoredToken, type Tenant, type TokenStore } from '@scimwright/store';
import type { Metrics } from '../metrics.ts';
import { bearerToken } from '../token/bearer-token.ts';
import { hashToken, isSecretToken, sameHash } from '../token/secret-token.ts';
import { refusalOf } from './refusal-of.ts';

/** What a person is to do, who has nothing to fill in. */
const ASK = 'Ask your administrator for another one.';

/** Whose token came with a request, and whether it opens the endpoint. */
export interface Principal {
  readonly tenant: Tenant;
  readonly tokenId: string;
  readonly scope: string;
  /** The user whom the token names; undefined for one that stands for the tenant. */
  readonly userId: string | undefined;
  /** Why it opens nothing here, although it is known; undefined for one that works. */
  readonly refusal: ScimError | undefined;
}

/** A request as far as its token is concerned. */
interface TokenRequest {
  /** The header; empty without one. */
  readonly authorization: string;
  readonly connector: Connector;
  /** As the URL names it; undefined where the token alone names the tenant. */
  readonly tenantName: string | undefined;
  readonly tokens: TokenStore;
  readonly now: Date;
}

/**
 * Finds out whose request it is, and counts it where its token opens nothing. A token of another tenant opens nothing, and is its own tenant's all the same; what it
 * and an unknown token are told does not depend on whether the tenant of the URL exists.
 *
 * @throws ScimError unauthorized for a token of nobody, in words that say what to do
 *
 * @example
 * const asked = { authorization, connector, tenantName: 'contoso', tokens: store.tokens, now: new Date() };
 * const { tenant } = await authenticate(asked, metrics);
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
    throw unauthorized('There is a space in the token. Copy the Secret Token again, without it.');
  if (!isSecretToken(secret)) {
    throw unauthorized(
      'This is not a token of this service, or a part of it is missing. Copy the Secret Token again.',
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
  const isPersons = token.userId !== undefined;
  if (token.revoked !== undefined) {
    return unauthorized(`This token was revoked. ${isPersons ? ASK : 'Put the new one into Secret Token.'}`);
  }
  return isLive(token, now)
    ? undefined
    : unauthorized(`This token has expired. ${isPersons ? ASK : 'Put a new one into Secret Token.'}`);
}

function unauthorized(detail: string): ScimError {
  return new ScimError('unauthorized', detail);
}

function unknown(): ScimError {
  return unauthorized('This token does not open this Tenant URL. Check that both are of the same tenant.');
}
