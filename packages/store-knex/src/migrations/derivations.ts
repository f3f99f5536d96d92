import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/** The definitions that index entries and search documents follow. */
export async function addDerivations(trx: Knex, { orderedText }: Dialect): Promise<void> {
  await trx.schema.createTable('derivations', (table) => {
    for (const name of ['connector', 'type', 'definition', 'since']) {
      table.specificType(name, orderedText).notNullable();
    }
    table.primary(['connector', 'type']);
  });
}
