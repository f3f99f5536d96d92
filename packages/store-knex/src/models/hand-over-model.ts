import type { StoredHandOver, TenantId } from '@scimwright/store';
import { Model, snakeCaseMappers } from 'objection';

/**
 * A row of `hand_overs`. A link that was withdrawn has `redeemed` without a token: a host that is older than withdrawing
 * then redeems it as little as this one.
 *
 * @example
 * const rows = await HandOverModel.query(database).where({ tenant_id: tenant });
 */
export class HandOverModel extends Model {
  static override tableName = 'hand_overs';
  static override columnNameMappers = snakeCaseMappers();

  declare readonly id: string;
  declare readonly tenantId: TenantId;
  declare readonly hash: string;
  declare readonly description: string;
  declare readonly createdBy: string;
  declare readonly created: string;
  declare readonly expires: string;
  declare readonly redeemed: string | null;
  declare readonly tokenId: string | null;

  toHandOver(): StoredHandOver {
    const { id, tenantId, hash, description, createdBy, created, expires } = this;
    const ended = this.redeemed ?? undefined;
    const tokenId = this.tokenId ?? undefined;
    return {
      id,
      tenant: tenantId,
      hash,
      description,
      createdBy,
      created,
      expires,
      redeemed: tokenId === undefined ? undefined : ended,
      tokenId,
      withdrawn: tokenId === undefined ? ended : undefined,
    };
  }
}
