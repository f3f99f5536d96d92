import type { StoredHandOver } from '@scimwright/store';
import { Model } from 'objection';
import { storedModel } from './stored-model.ts';
import { TenantModel } from './tenant-model.ts';

interface HandOverRow extends Omit<StoredHandOver, 'withdrawn'> {
  /** Its tenant, where that was joined. */
  readonly owner?: TenantModel | null;
}

/**
 * A row of `hand_overs`. A withdrawn link has `redeemed` and no token, so that a host older than withdrawing does not redeem it
 * either.
 */
export class HandOverModel extends storedModel<HandOverRow>() {
  static override tableName = 'hand_overs';
  static override relationMappings = {
    owner: {
      relation: Model.BelongsToOneRelation,
      modelClass: TenantModel,
      join: { from: 'hand_overs.tenant_id', to: 'tenants.id' },
    },
  };

  toHandOver(): StoredHandOver {
    const { id, tenant, hash, description, createdBy, created, expires, redeemed: ended, tokenId } = this;
    const isRedeemed = tokenId !== undefined;
    return {
      id,
      tenant,
      hash,
      description,
      createdBy,
      created,
      expires,
      redeemed: isRedeemed ? ended : undefined,
      tokenId,
      withdrawn: isRedeemed ? undefined : ended,
    };
  }
}
