import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/**
 * What a resource of a type that is searched by everything is searched by; empty for all others.
 *
 * @example
 * await addSearchDocuments(trx, dialect);
 */
export async function addSearchDocuments(trx: Knex, { documents }: Dialect): Promise<void> {
  await trx.schema.alterTable('resources', (table) => {
    table.specificType('document', documents.columnType).nullable();
  });
}
