import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/**
 * What the handler of the vendor said when it last failed to take an event; empty for what never failed.
 *
 * @example
 * await addHandlerErrors(trx, dialect);
 */
export async function addHandlerErrors(trx: Knex, { orderedText }: Dialect): Promise<void> {
  await trx.schema.alterTable('events', (table) => {
    table.specificType('error', orderedText).nullable();
  });
}
