import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/**
 * The user that a token names; null for a token of the whole tenant. No statement finds tokens by it, so it has no index.
 */
export async function addTokenUsers(trx: Knex, { orderedText }: Dialect): Promise<void> {
  await trx.schema.alterTable('tokens', (table) => {
    table.specificType('user_id', orderedText).nullable();
  });
}
