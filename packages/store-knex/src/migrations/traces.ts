import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/** Times that concern the whole database, and which pending events are emptied when they are settled. */
export async function addTraces(trx: Knex, { orderedText }: Dialect): Promise<void> {
  await trx.schema
    .createTable('marks', (table) => {
      for (const name of ['name', 'at']) table.specificType(name, orderedText).notNullable();
      table.primary(['name']);
    })
    .alterTable('events', (table) => {
      table.boolean('erased').notNullable().defaultTo(false);
    });
}
