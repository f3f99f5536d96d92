import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/** The search document of a resource whose type is searched by everything; null for all others. */
export async function addSearchDocuments(trx: Knex, { documents }: Dialect): Promise<void> {
  await trx.schema.alterTable('resources', (table) => {
    table.specificType('document', documents.columnType).nullable();
  });
}
