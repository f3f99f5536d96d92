import type { StoredLogEntry, TenantId } from '@scimwright/store';
import { Model, snakeCaseMappers } from 'objection';

/**
 * A row of `log`.
 *
 * @example
 * const rows = await LogModel.query(database).where({ tenant_id: tenant });
 */
export class LogModel extends Model {
  static override tableName = 'log';
  static override idColumn = 'seq';
  static override columnNameMappers = snakeCaseMappers();
  static override jsonAttributes = ['changed', 'written', 'ignored', 'leftOut', 'departures'];

  declare readonly seq: number;
  declare readonly tenantId: TenantId;
  declare readonly at: string;
  declare readonly requestId: string;
  declare readonly method: string;
  declare readonly operation: string;
  declare readonly resourceType: string | null;
  declare readonly resourceId: string | null;
  declare readonly subject: string | null;
  declare readonly status: number;
  declare readonly scimType: string | null;
  declare readonly detail: string | null;
  declare readonly changed: readonly string[];
  declare readonly written: readonly string[] | null;
  declare readonly ignored: readonly string[];
  declare readonly leftOut: readonly string[] | null;
  declare readonly departures: readonly string[];
  declare readonly filter: string | null;

  toEntry(): StoredLogEntry {
    const { seq, at, requestId, method, operation, status, changed, ignored, departures } = this;
    return {
      seq: Number(seq),
      at,
      requestId,
      method,
      operation,
      resourceType: this.resourceType ?? undefined,
      resourceId: this.resourceId ?? undefined,
      subject: this.subject ?? undefined,
      status,
      scimType: this.scimType ?? undefined,
      detail: this.detail ?? undefined,
      changed,
      written: this.written ?? [],
      ignored,
      leftOut: this.leftOut ?? [],
      departures,
      filter: this.filter ?? undefined,
    };
  }
}
