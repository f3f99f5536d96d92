import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/** The secret of the database, shared by all its hosts. It is made here, because only one host runs a migration. */
export async function addSecrets(trx: Knex, { orderedText }: Dialect): Promise<void> {
  await trx.schema.createTable('secrets', (table) => {
    for (const name of ['name', 'value']) table.specificType(name, orderedText).notNullable();
    table.primary(['name']);
  });
  await trx('secrets').insert({ name: 'root', value: randomBytes(32).toString('hex') });
}
