import type { Outbox } from '@scimwright/store';
import type { Knex } from 'knex';
import { EventModel } from '../models/event-model.ts';

/**
 * Events in the database; they come in with their commit.
 *
 * @example
 * await knexOutbox(reader).read({ tenant: undefined, after: 0, limit: 100 });
 */
export function knexOutbox(reader: Knex): Outbox {
  return {
    read: async ({ tenant, after, limit }) => {
      const query = EventModel.query(reader).where('seq', '>', after).orderBy('seq').limit(limit);
      const rows = await (tenant === undefined ? query : query.where({ tenant_id: tenant }));
      return rows.map((row) => row.toEvent());
    },
  };
}
