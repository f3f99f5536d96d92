import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/**
 * The first tables. Every key begins with `tenant_id`. Times are ISO 8601 text, so that both engines store and compare them alike. JSON is
 * text, because the database never reads it.
 */
export async function createInitialTables(trx: Knex, { orderedText }: Dialect): Promise<void> {
  const text = (table: Knex.CreateTableBuilder, ...names: readonly string[]): void => {
    for (const name of names) table.specificType(name, orderedText).notNullable();
  };
  const optional = (table: Knex.CreateTableBuilder, ...names: readonly string[]): void => {
    for (const name of names) table.specificType(name, orderedText).nullable();
  };

  await trx.schema
    .createTable('tenants', (table) => {
      text(table, 'id', 'connector', 'name', 'entitlements', 'settings', 'created');
      table.boolean('enabled').notNullable();
      table.primary(['id']);
      table.unique(['connector', 'name'], { indexName: 'tenants_by_name' });
    })
    .createTable('tokens', (table) => {
      text(table, 'id', 'tenant_id', 'hash', 'description', 'scope', 'created_by', 'created');
      optional(table, 'expires', 'last_used', 'revoked');
      table.primary(['id']);
      table.unique(['hash'], { indexName: 'tokens_by_hash' });
      table.index(['tenant_id', 'created'], 'tokens_by_tenant');
    })
    .createTable('resources', (table) => {
      text(table, 'tenant_id', 'id', 'type', 'created', 'modified');
      table.integer('version').notNullable();
      table.text('body').notNullable();
      table.primary(['tenant_id', 'id']);
      // Lists and counts read this narrow index; only the rows of a page are read.
      table.index(['tenant_id', 'type', 'id'], 'resources_list');
    })
    .createTable('index_entries', (table) => {
      text(table, 'tenant_id', 'id', 'type', 'path', 'key');
      table.boolean('is_unique').notNullable();
      // By id first, so that the primary key serves removals too.
      table.primary(['tenant_id', 'id', 'path', 'key']);
      table.index(['tenant_id', 'type', 'path', 'key', 'id'], 'index_entries_lookup');
    })
    .raw(
      'create unique index index_entries_unique on index_entries (tenant_id, type, path, key) where is_unique',
    )
    .createTable('members', (table) => {
      text(table, 'tenant_id', 'group_id', 'member_id');
      table.primary(['tenant_id', 'group_id', 'member_id']);
      table.index(['tenant_id', 'member_id', 'group_id'], 'members_by_member');
    })
    .createTable('deleted_ids', (table) => {
      text(table, 'tenant_id', 'id');
      table.primary(['tenant_id', 'id']);
    })
    .createTable('events', (table) => {
      table.bigIncrements('seq');
      text(table, 'tenant_id', 'type', 'resource_type', 'resource_id', 'at');
      table.text('data').notNullable();
      table.index(['tenant_id', 'seq'], 'events_by_tenant');
    })
    .createTable('log', (table) => {
      table.bigIncrements('seq');
      text(table, 'tenant_id', 'at', 'request_id', 'method', 'operation');
      optional(table, 'resource_type', 'resource_id', 'subject', 'scim_type', 'detail', 'filter');
      table.integer('status').notNullable();
      for (const list of ['changed', 'ignored', 'departures']) table.text(list).notNullable();
      table.index(['tenant_id', 'seq'], 'log_by_tenant');
      table.index(['at'], 'log_by_time');
    });
}
