import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/**
 * By which definition what is kept beside resources to find them by was derived.
 *
 * @example
 * await addDerivations(trx, dialect);
 */
export async function addDerivations(trx: Knex, { orderedText }: Dialect): Promise<void> {
  await trx.schema.createTable('derivations', (table) => {
    for (const name of ['connector', 'type', 'definition', 'since']) {
      table.specificType(name, orderedText).notNullable();
    }
    table.primary(['connector', 'type']);
  });
}
