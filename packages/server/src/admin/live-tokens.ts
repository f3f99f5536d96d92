import { tokenScopes } from '@scimwright/connector-kit';
import { isLive, type StoredToken, type Tenant } from '@scimwright/store';
import { connectorOf, tokenTime, type AdminDeps } from './admin-deps.ts';
import { spokenEnd } from './spoken-end.ts';

/**
 * The tokens with which Entra can provision a tenant now, the newest first: they are live, name no user, and have the scope
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
 * Says which tokens of a tenant work and when each ends, a sentence for each; or that none does, and how to issue one.
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
  if (tokens.length > 0) return tokens.map(describeToken);
  return [
    'No token of this tenant works: Entra is refused with 401 and provisions nobody until it has a new one.',
    `To issue one: scimwright token issue ${connector} ${name}`,
  ];
}

function describeToken({ id, description, expires }: StoredToken): string {
  return `The token ${id} (${description}) works ${spokenEnd(expires)}.`;
}
