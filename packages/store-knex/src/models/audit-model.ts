import type { StoredAuditEntry } from '@scimwright/store';
import { Model } from 'objection';

/**
 * A row of `audit`.
 *
 * @example
 * const rows = await AuditModel.query(database).orderBy('seq', 'desc');
 */
export class AuditModel extends Model {
  static override tableName = 'audit';
  static override idColumn = 'seq';

  declare readonly seq: number;
  declare readonly at: string;
  declare readonly actor: string;
  declare readonly action: string;
  declare readonly connector: string | null;
  declare readonly tenant: string | null;
  declare readonly subject: string | null;

  toEntry(): StoredAuditEntry {
    const { seq, at, actor, action, connector, tenant, subject } = this;
    return {
      seq: Number(seq),
      at,
      actor,
      action,
      connector: connector ?? undefined,
      tenant: tenant ?? undefined,
      subject: subject ?? undefined,
    };
  }
}
