import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/**
 * The paths left out beside a disable: a list as JSON text, or null. Its index holds only the few entries with such paths.
 */
export async function addLeftOut(trx: Knex, { orderedText }: Dialect): Promise<void> {
  await trx.schema
    .alterTable('log', (table) => {
      table.specificType('left_out', orderedText).nullable();
    })
    .raw('create index log_left_out on log (tenant_id, at, seq) where left_out is not null');
}
