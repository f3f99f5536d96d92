import type { Tenant } from '@scimwright/store';
import type { Pojo } from 'objection';
import { storedModel } from './stored-model.ts';

/** A row of `tenants`. */
export class TenantModel extends storedModel<Tenant>() {
  static override tableName = 'tenants';
  static override jsonAttributes = ['entitlements', 'settings'];

  override $parseDatabaseJson(row: Pojo): Pojo {
    const parsed = super.$parseDatabaseJson(row);
    // SQLite returns 0 or 1.
    return 'enabled' in parsed ? { ...parsed, enabled: Boolean(parsed['enabled']) } : parsed;
  }
}
