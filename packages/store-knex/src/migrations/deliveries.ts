import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/**
 * The delivery of each event, in the row of the event. With defaults, a commit stores events with the same statement as before. The
 * indexes hold pending events only, whose number does not grow with time; the last index is for pruning.
 */
export async function addDeliveries(trx: Knex, { orderedText }: Dialect): Promise<void> {
  await trx.schema
    .alterTable('events', (table) => {
      // When it may be claimed. An empty text means at once, and sorts before every time.
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
