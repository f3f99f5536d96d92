import type { StoredToken, TenantId } from '@scimwright/store';

/** A row of `tokens`, as a statement selects it by `TOKEN_COLUMNS`. */
export interface TokenRow {
  readonly id: string;
  readonly tenant_id: TenantId;
  readonly hash: string;
  readonly description: string;
  readonly scope: string;
  readonly user_id: string | null;
  readonly created_by: string;
  readonly created: string;
  readonly expires: string | null;
  readonly last_used: string | null;
  readonly revoked: string | null;
}

export const TOKEN_COLUMNS =
  'o.id, o.tenant_id, o.hash, o.description, o.scope, o.user_id, o.created_by, o.created, o.expires, o.last_used, o.revoked';

/** The token of a row of `tokens o`. */
export function tokenOf(row: TokenRow): StoredToken {
  const { id, hash, description, scope, created } = row;
  return {
    id,
    tenant: row.tenant_id,
    hash,
    description,
    scope,
    userId: row.user_id ?? undefined,
    createdBy: row.created_by,
    created,
    expires: row.expires ?? undefined,
    lastUsed: row.last_used ?? undefined,
    revoked: row.revoked ?? undefined,
  };
}
