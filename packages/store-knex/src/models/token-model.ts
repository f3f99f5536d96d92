import type { StoredToken, TenantId } from '@scimwright/store';
import { Model, snakeCaseMappers } from 'objection';

/**
 * A row of `tokens`.
 *
 * @example
 * const rows = await TokenModel.query(database).where({ tenant_id: tenant });
 */
export class TokenModel extends Model {
  static override tableName = 'tokens';
  static override columnNameMappers = snakeCaseMappers();

  declare readonly id: string;
  declare readonly tenantId: TenantId;
  declare readonly hash: string;
  declare readonly description: string;
  declare readonly scope: string;
  declare readonly userId: string | null;
  declare readonly createdBy: string;
  declare readonly created: string;
  declare readonly expires: string | null;
  declare readonly lastUsed: string | null;
  declare readonly revoked: string | null;

  toToken(): StoredToken {
    const { id, tenantId, hash, description, scope, createdBy, created } = this;
    return {
      id,
      tenant: tenantId,
      hash,
      description,
      scope,
      userId: this.userId ?? undefined,
      createdBy,
      created,
      expires: this.expires ?? undefined,
      lastUsed: this.lastUsed ?? undefined,
      revoked: this.revoked ?? undefined,
    };
  }
}
