import type { TenantStore } from '@scimwright/store';
import type { Reader } from '../open-reader.ts';
import type { Binding } from '../run-sql.ts';
import { removeRowsOf } from '../removal/removals.ts';
import type { Writer } from '../writer/group-commit.ts';
import { TENANT_COLUMNS, tenantOf, type TenantRow } from './tenant-row.ts';

/** Only administrators change a tenant, so what objection brings is loaded then. */
const loadModel = async () => (await import('../models/tenant-model.ts')).TenantModel;

/** Tenants in the database. */
export function knexTenants({ run }: Reader, { transact }: Pick<Writer, 'transact'>): TenantStore {
  return {
    create: async (tenant) => {
      const TenantModel = await loadModel();
      return transact(async ({ query }) => {
        await query(TenantModel).insert(tenant).onConflict(['connector', 'name']).ignore();
        const own = await query(TenantModel).findById(tenant.id);
        return { keep: true, result: own !== undefined };
      });
    },
    get: async (connector, name) => {
      const [row] = await run<TenantRow>(
        `select ${TENANT_COLUMNS} from tenants where connector = ? and name = ?`,
        [connector, name],
      );
      return row && tenantOf(row);
    },
    list: async ({ connector, after, limit }) => {
      const conditions: readonly (readonly [sql: string, ...bindings: Binding[]])[] = [
        ...(connector === undefined ? [] : [['connector = ?', connector] as const]),
        ...(after === undefined
          ? []
          : [['(connector, name) > (?, ?)', after.connector, after.name] as const]),
      ];
      const where = conditions.map(([sql], at) => `${at === 0 ? 'where' : 'and'} ${sql}`).join(' ');
      const rows = await run<TenantRow>(
        `select ${TENANT_COLUMNS} from tenants ${where} order by connector, name limit ?`,
        [...conditions.flatMap(([, ...bindings]) => bindings), limit],
      );
      return rows.map(tenantOf);
    },
    update: async (id, change) => {
      const TenantModel = await loadModel();
      return transact(async ({ query }) => {
        const row = await query(TenantModel).findById(id);
        if (row !== undefined) await query(TenantModel).findById(id).patch(change);
        return { keep: true, result: row !== undefined };
      });
    },
    remove: (id, at) =>
      transact(async (tx) => {
        const removed = await tx.run('delete from tenants where id = ? returning id', [id]);
        const isGone = removed.length > 0;
        if (isGone) await removeRowsOf(tx, id, at);
        return { keep: isGone, result: isGone };
      }),
  };
}
