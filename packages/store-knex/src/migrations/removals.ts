import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/**
 * What was removed and still has rows: a group, or with an empty id a whole tenant. Nothing finds these rows any more, and
 * a host deletes them in portions.
 *
 * @example
 * await addRemovals(trx, dialect);
 */
export async function addRemovals(trx: Knex, { orderedText }: Dialect): Promise<void> {
  await trx.schema.createTable('removals', (table) => {
    // `due` is when it is to be looked at; empty, for at once, is before every time. After `until` it is looked at once more.
    for (const name of ['tenant_id', 'id', 'due', 'until']) {
      table.specificType(name, orderedText).notNullable();
    }
    table.primary(['tenant_id', 'id']);
    table.index(['due', 'tenant_id', 'id'], 'removals_due');
  });
}
