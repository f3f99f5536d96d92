import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/** The last error of the event handler; null for an event that never failed. */
export async function addHandlerErrors(trx: Knex, { orderedText }: Dialect): Promise<void> {
  await trx.schema.alterTable('events', (table) => {
    table.specificType('error', orderedText).nullable();
  });
}
