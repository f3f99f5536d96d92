import { isLive, type IssueLimits, type StoredToken, type TenantId } from '@scimwright/store';
import { isSameKind } from '@scimwright/store/engine';
import type { Tx } from '../in-transaction.ts';
import { TOKEN_COLUMNS, tokenOf, type TokenRow } from './token-row.ts';

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
    await tx.run('update tokens set expires = ? where id = ?', [overlapUntil, id]);
  }
  const { id, tenant, hash, description, scope, userId, createdBy, created, expires, lastUsed, revoked } =
    token;
  await tx.run(
    `insert into tokens (id, tenant_id, hash, description, scope, user_id, created_by, created, expires, last_used, revoked)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [id, tenant, hash, description, scope, userId, createdBy, created, expires, lastUsed, revoked].map(
      (value) => value ?? null,
    ),
  );
  return true;
}

/** The tokens of a tenant that are live at that time. No other transaction issues one before this one has ended. */
export async function liveTokens(
  { run, dialect }: Tx,
  tenant: TenantId,
  at: string,
): Promise<readonly StoredToken[]> {
  // A lock on the tokens would not stop a new one.
  await run(`select id from tenants where id = ?${dialect.lock('change')}`, [tenant]);
  const rows = await run<TokenRow>(`select ${TOKEN_COLUMNS} from tokens o where o.tenant_id = ?`, [tenant]);
  return rows.map(tokenOf).filter((token) => isLive(token, new Date(at)));
}
