import type { JsonObject } from '@scimwright/core';
import type { Tenant, TenantId } from '@scimwright/store';
import { Model, snakeCaseMappers } from 'objection';

/**
 * A row of `tenants`.
 *
 * @example
 * const row = await TenantModel.query(database).findOne({ connector: 'bic', name: 'contoso' });
 */
export class TenantModel extends Model {
  static override tableName = 'tenants';
  static override columnNameMappers = snakeCaseMappers();
  static override jsonAttributes = ['entitlements', 'settings'];

  declare readonly id: TenantId;
  declare readonly connector: string;
  declare readonly name: string;
  /** SQLite has no booleans and answers 0 or 1. */
  declare readonly enabled: boolean | number;
  declare readonly entitlements: readonly string[];
  declare readonly settings: JsonObject;
  declare readonly created: string;

  toTenant(): Tenant {
    const { id, connector, name, enabled, entitlements, settings, created } = this;
    return { id, connector, name, enabled: Boolean(enabled), entitlements, settings, created };
  }
}
