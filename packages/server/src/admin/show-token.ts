import { tokenScopes, refusalToAccept } from '@scimwright/connector-kit/internal';
import { isLive, type StoredToken, type Tenant } from '@scimwright/store';
import { z } from 'zod';
import { connectorOf, tokenTime, type AdminDeps } from './admin-deps.ts';
import { time } from './fields.ts';
import { spokenEnd } from './spoken-time.ts';

/** A token without its secret, which is not kept. */
export const shownToken = z.strictObject({
  id: z.string(),
  state: z.enum(['live', 'expired', 'revoked']),
  description: z.string(),
  scope: z.string(),
  userId: z.string().optional().describe('The user whom it names; absent for a token of the tenant.'),
  createdBy: z.string(),
  created: time,
  expires: time.optional(),
  lastUsed: time.optional(),
  revoked: time.optional(),
});

/** A token as an administrator sees it: neither its secret nor its hash. */
export type ShownToken = z.infer<typeof shownToken>;

/**
 * Shows a token.
 *
 * @example
 * const { state } = showToken(token, new Date());
 */
export function showToken(token: StoredToken, now: Date): ShownToken {
  const { id, description, scope, userId, createdBy, created, expires, lastUsed, revoked } = token;
  const state = stateOf(token, now);
  return { id, state, description, scope, userId, createdBy, created, expires, lastUsed, revoked };
}

function stateOf(token: StoredToken, now: Date): ShownToken['state'] {
  if (token.revoked !== undefined) return 'revoked';
  return isLive(token, now) ? 'live' : 'expired';
}

/**
 * The tokens with which Entra can provision a tenant now, the newest first: live ones that name no user and have the scope
 * that opens the endpoint.
 *
 * @example
 * const tokens = await liveTokens(deps, tenant);
 */
export async function liveTokens(deps: AdminDeps, tenant: Tenant): Promise<readonly StoredToken[]> {
  const [scope] = tokenScopes(connectorOf(deps, tenant.connector).token);
  const now = tokenTime(deps);
  const tokens = await deps.store.tokens.list(tenant.id);
  return tokens.filter((token) => token.userId === undefined && token.scope === scope && isLive(token, now));
}

/**
 * Says which tokens of a tenant work and when each ends, one sentence each; or that none does, and how to issue one.
 *
 * @param tokens - as `liveTokens` finds them
 *
 * @example
 * for (const sentence of describeLiveTokens(tenant, await liveTokens(deps, tenant))) console.log(sentence);
 */
export function describeLiveTokens(
  { connector, name }: Pick<Tenant, 'connector' | 'name'>,
  tokens: readonly StoredToken[],
): readonly string[] {
  if (tokens.length > 0) {
    return tokens.map(
      ({ id, description, expires }) => `The token ${id} (${description}) works ${spokenEnd(expires)}.`,
    );
  }
  return [
    'No token of this tenant works: Entra is refused with 401 and provisions nobody until it has a new one.',
    `To issue one: scimwright token issue ${connector} ${name}`,
  ];
}

/**
 * What to do with a token that was just issued: where it goes, and why the endpoint refuses it now, if it does.
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
  const refusal = refusalToAccept({ policy, product, tenant, scope }, 'support');
  if (scope !== tokenScopes(policy)[0]) {
    return `It cannot be shown again. Do not copy it into Entra: it does not open the endpoint. ${refusal}`;
  }
  const place =
    userId === undefined
      ? 'Copy it now into Entra: it cannot be shown again.'
      : `Hand it to that user now: it reads /Me ${spokenEnd(expires)}, and cannot be shown again.`;
  return refusal === undefined ? place : `${place} It does not work yet. ${refusal}`;
}
