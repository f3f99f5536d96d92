import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/** The paths that a request wrote: a list as JSON text, or null when they equal the changed ones. */
export async function addWrittenPaths(trx: Knex, { orderedText }: Dialect): Promise<void> {
  await trx.schema.alterTable('log', (table) => {
    table.specificType('written', orderedText).nullable();
  });
}
