import type { StoredAuditEntry } from '@scimwright/store';
import { snakeCaseMappers } from 'objection';
import { storedModel } from './stored-model.ts';

/** A row of `audit`. Its column `tenant` is the name of a tenant. */
export class AuditModel extends storedModel<StoredAuditEntry>() {
  static override tableName = 'audit';
  static override idColumn = 'seq';
  static override columnNameMappers = snakeCaseMappers();
}
