import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/**
 * What administrators did. It is no tenant's: an entry stays when the tenant that it names goes.
 *
 * @example
 * await addAudit(trx, dialect);
 */
export async function addAudit(trx: Knex, { orderedText }: Dialect): Promise<void> {
  await trx.schema.createTable('audit', (table) => {
    table.bigIncrements('seq');
    for (const name of ['at', 'actor', 'action']) table.specificType(name, orderedText).notNullable();
    for (const name of ['connector', 'tenant', 'subject']) table.specificType(name, orderedText).nullable();
    table.index(['connector', 'tenant', 'seq'], 'audit_by_tenant');
  });
}
