import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/**
 * How far the delivery of each event is. It stands in the row of the event, with defaults, so that a commit writes
 * events by the same statement as before. The indexes hold pending events only, whose number does not grow with
 * history; the last one is for pruning.
 *
 * @example
 * await addDeliveries(trx, dialect);
 */
export async function addDeliveries(trx: Knex, { orderedText }: Dialect): Promise<void> {
  await trx.schema
    .alterTable('events', (table) => {
      // When it may be claimed. Empty, for at once, is before every time.
      table.specificType('due', orderedText).notNullable().defaultTo('');
      table.specificType('owner', orderedText).nullable();
      table.integer('attempts').notNullable().defaultTo(0);
      // When it was delivered or skipped.
      table.specificType('settled', orderedText).nullable();
    })
    .raw('create index events_due on events (due, seq) where settled is null')
    .raw('create index events_pending on events (tenant_id, resource_id, seq) where settled is null')
    .raw('create index events_tried on events (tenant_id, seq) where settled is null and attempts > 0')
    .raw('create index events_settled on events (settled) where settled is not null');
}
