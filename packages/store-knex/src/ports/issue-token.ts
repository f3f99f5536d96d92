import { isLive, type IssueLimits, type StoredToken, type TenantId } from '@scimwright/store';
import { isSameKind } from '@scimwright/store/engine';
import type { Tx } from '../in-transaction.ts';
import { TokenModel } from '../models/token-model.ts';

/**
 * Stores a token inside a transaction, unless the tenant has too many live ones of its kind. Those expire at the end of the
 * overlap.
 *
 * @returns false when there are too many; then nothing changes
 */
export async function issueToken(
  tx: Tx,
  token: StoredToken,
  { max, overlapUntil }: IssueLimits,
): Promise<boolean> {
  const all = await liveTokens(tx, token.tenant, token.created);
  const live = all.filter((row) => isSameKind(row, token));
  if (live.length >= max) return false;
  for (const { id, expires } of live) {
    if (overlapUntil === undefined || (expires !== undefined && expires <= overlapUntil)) continue;
    await tx.query(TokenModel).findById(id).patch({ expires: overlapUntil });
  }
  await tx.query(TokenModel).insert(token);
  return true;
}

/** The tokens of a tenant that are live at that time. No other transaction issues one before this one has ended. */
export async function liveTokens(
  { run, query, dialect }: Tx,
  tenant: TenantId,
  at: string,
): Promise<readonly TokenModel[]> {
  // A lock on the tokens would not stop a new one.
  await run(`select id from tenants where id = ?${dialect.lock('change')}`, [tenant]);
  const rows = await query(TokenModel).where({ tenant_id: tenant });
  return rows.filter((row) => isLive(row, new Date(at)));
}
