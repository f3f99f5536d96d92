import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/**
 * Removed groups that still have rows, and with an empty id whole tenants. No read finds these rows, and a host deletes them in portions.
 */
export async function addRemovals(trx: Knex, { orderedText }: Dialect): Promise<void> {
  await trx.schema.createTable('removals', (table) => {
    // `due` is when to sweep it; an empty text means at once, and sorts before every time. After `until` it is swept once more.
    for (const name of ['tenant_id', 'id', 'due', 'until']) {
      table.specificType(name, orderedText).notNullable();
    }
    table.primary(['tenant_id', 'id']);
    table.index(['due', 'tenant_id', 'id'], 'removals_due');
  });
}
