import type { StoredToken } from '@scimwright/store';
import { storedModel } from './stored-model.ts';

/**
 * A row of `tokens`.
 *
 * @example
 * const rows = await TokenModel.query(database).where({ tenant_id: tenant });
 */
export class TokenModel extends storedModel<StoredToken>() {
  static override tableName = 'tokens';
}
