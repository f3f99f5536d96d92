import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/** The clock mark that hosts share, and a table for the probe of a full disk. Each has at most one row. */
export async function addClockAndProbe(trx: Knex, { orderedText }: Dialect): Promise<void> {
  await trx.schema.createTable('clock_marks', (table) => {
    table.integer('id').primary();
    table.specificType('at', orderedText).notNullable();
    table.integer('set_backs').notNullable();
  });
  await trx.schema.createTable('probes', (table) => {
    table.integer('id').primary();
    table.text('filler').notNullable();
  });
}
