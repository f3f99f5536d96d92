import type { StoredToken } from '@scimwright/store';
import { storedModel } from './stored-model.ts';

/** A row of `tokens`. */
export class TokenModel extends storedModel<StoredToken>() {
  static override tableName = 'tokens';
}
