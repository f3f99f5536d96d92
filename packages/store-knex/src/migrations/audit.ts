import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/** The audit trail. It belongs to no tenant: an entry stays when its tenant is removed. */
export async function addAudit(trx: Knex, { orderedText }: Dialect): Promise<void> {
  await trx.schema.createTable('audit', (table) => {
    table.bigIncrements('seq');
    for (const name of ['at', 'actor', 'action']) table.specificType(name, orderedText).notNullable();
    for (const name of ['connector', 'tenant', 'subject']) table.specificType(name, orderedText).nullable();
    table.index(['connector', 'tenant', 'seq'], 'audit_by_tenant');
  });
}
