import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/**
 * Hand-over links, without tokens: `token_id` is the id of the token that was issued when the link was redeemed.
 */
export async function addHandOvers(trx: Knex, { orderedText }: Dialect): Promise<void> {
  await trx.schema.createTable('hand_overs', (table) => {
    for (const name of ['id', 'tenant_id', 'hash', 'description', 'created_by', 'created', 'expires']) {
      table.specificType(name, orderedText).notNullable();
    }
    for (const name of ['redeemed', 'token_id']) table.specificType(name, orderedText).nullable();
    table.primary(['id']);
    table.unique(['hash'], { indexName: 'hand_overs_by_hash' });
    table.index(['tenant_id', 'created'], 'hand_overs_by_tenant');
  });
}
