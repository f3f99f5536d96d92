import { isAkin, isLive, type IssueLimits, type StoredToken, type TenantId } from '@scimwright/store';
import type { Tx } from '../in-transaction.ts';
import { TokenModel } from '../models/token-model.ts';

/**
 * Stores a token inside a transaction, unless the tenant has too many live ones of its kind; those there are expire at the end of
 * the overlap.
 *
 * @returns false when there are too many; nothing is changed then
 *
 * @example
 * await issueToken(tx, token, { most: 2, overlapUntil: undefined });
 */
export async function issueToken(
  tx: Tx,
  token: StoredToken,
  { most, overlapUntil }: IssueLimits,
): Promise<boolean> {
  const all = await liveTokens(tx, token.tenant, token.created);
  const live = all.filter((row) => isAkin(row.toToken(), token));
  if (live.length >= most) return false;
  for (const { id, expires } of live) {
    if (overlapUntil === undefined || (expires !== null && expires <= overlapUntil)) continue;
    await tx.query(TokenModel).findById(id).patch({ expires: overlapUntil });
  }
  await tx.query(TokenModel).insert(rowOf(token));
  return true;
}

/**
 * The tokens of a tenant that are live at that time; no other transaction issues one until this one has ended.
 *
 * @example
 * const live = await liveTokens(tx, tenant, '2026-01-31T12:00:00.000Z');
 */
export async function liveTokens(
  { run, query, lock }: Tx,
  tenant: TenantId,
  at: string,
): Promise<readonly TokenModel[]> {
  // A lock on the tokens would not keep out one that is not there yet.
  await run(`select id from tenants where id = ?${lock('change')}`, [tenant]);
  const rows = await query(TokenModel).where({ tenant_id: tenant });
  return rows.filter((row) => isLive(row.toToken(), new Date(at)));
}

function rowOf({ tenant, userId, expires, lastUsed, revoked, ...token }: StoredToken) {
  return {
    ...token,
    tenantId: tenant,
    userId: userId ?? null,
    expires: expires ?? null,
    lastUsed: lastUsed ?? null,
    revoked: revoked ?? null,
  };
}
