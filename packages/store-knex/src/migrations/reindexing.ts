import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/** What a host notes about its reindexing: JSON text that the store does not read, or null. */
export async function addReindexing(trx: Knex, { orderedText }: Dialect): Promise<void> {
  await trx.schema.alterTable('derivations', (table) => {
    table.specificType('progress', orderedText).nullable();
  });
}
