import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/**
 * The mark of the clock, which hosts share, and a place for what is written only to find out whether there is room. Each has
 * one row at most.
 *
 * @example
 * await addClockAndProbe(trx, dialect);
 */
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
