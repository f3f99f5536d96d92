import type { TenantStore } from '@scimwright/store';
import { TenantModel } from '../models/tenant-model.ts';
import type { Reader } from '../open-reader.ts';
import { removeRowsOf } from '../removal/removals.ts';
import type { Writer } from '../writer/group-commit.ts';

/** Tenants in the database. */
export function knexTenants({ read }: Reader, { transact }: Pick<Writer, 'transact'>): TenantStore {
  return {
    create: (tenant) =>
      transact(async ({ query }) => {
        await query(TenantModel).insert(tenant).onConflict(['connector', 'name']).ignore();
        const own = await query(TenantModel).findById(tenant.id);
        return { keep: true, result: own !== undefined };
      }),
    get: async (connector, name) => {
      const row = await read(async ({ query }) => query(TenantModel).findOne({ connector, name }));
      return row && { ...row };
    },
    list: ({ connector, after, limit }) =>
      read(async ({ query }) => {
        const rows = query(TenantModel).orderBy(['connector', 'name']).limit(limit);
        if (connector !== undefined) void rows.where({ connector });
        if (after !== undefined)
          void rows.whereRaw('(connector, name) > (?, ?)', [after.connector, after.name]);
        return (await rows).map((row) => ({ ...row }));
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
