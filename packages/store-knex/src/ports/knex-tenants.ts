import type { TenantStore } from '@scimwright/store';
import { TenantModel } from '../models/tenant-model.ts';
import type { Reader } from '../open-reader.ts';
import { removeRowsOf } from '../removal/removals.ts';
import type { Writer } from '../writer/group-commit.ts';

/**
 * Tenants in the database.
 *
 * @example
 * await knexTenants(reader, writer).list({ connector: 'bic', after: undefined, limit: 100 });
 */
export function knexTenants({ read }: Reader, { transact }: Pick<Writer, 'transact'>): TenantStore {
  return {
    create: (tenant) =>
      transact(async ({ run }) => {
        const inserted = await run(
          `insert into tenants (id, connector, name, enabled, entitlements, settings, created)
           values (?, ?, ?, ?, ?, ?, ?) on conflict (connector, name) do nothing returning id`,
          [
            tenant.id,
            tenant.connector,
            tenant.name,
            tenant.enabled,
            JSON.stringify(tenant.entitlements),
            JSON.stringify(tenant.settings),
            tenant.created,
          ],
        );
        return { keep: true, result: inserted.length > 0 };
      }),
    get: async (connector, name) => {
      const row = await read(async ({ query }) => query(TenantModel).findOne({ connector, name }));
      return row?.toTenant();
    },
    list: ({ connector, after, limit }) =>
      read(async ({ query }) => {
        const rows = query(TenantModel).orderBy(['connector', 'name']).limit(limit);
        if (connector !== undefined) void rows.where({ connector });
        if (after !== undefined)
          void rows.whereRaw('(connector, name) > (?, ?)', [after.connector, after.name]);
        return (await rows).map((row) => row.toTenant());
      }),
    update: (id, change) =>
      transact(async ({ query }) => {
        const row = await query(TenantModel).findById(id);
        if (row !== undefined) await query(TenantModel).findById(id).patch(change);
        return { keep: true, result: row !== undefined };
      }),
    remove: (id, at) =>
      transact(async (tx) => {
        const isGone = (await tx.query(TenantModel).deleteById(id)) > 0;
        if (isGone) await removeRowsOf(tx, id, at);
        return { keep: isGone, result: isGone };
      }),
  };
}
