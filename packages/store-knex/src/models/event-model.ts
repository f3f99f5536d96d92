import type { JsonObject } from '@scimwright/core';
import type { EventType, FailingEvent, StoredEvent, TenantId } from '@scimwright/store';
import { Model, snakeCaseMappers } from 'objection';

/**
 * A row of `events`.
 *
 * @example
 * const rows = await EventModel.query(database).where('seq', '>', 0);
 */
export class EventModel extends Model {
  static override tableName = 'events';
  static override idColumn = 'seq';
  static override columnNameMappers = snakeCaseMappers();
  static override jsonAttributes = ['data'];

  declare readonly seq: number;
  declare readonly tenantId: TenantId;
  declare readonly type: EventType;
  declare readonly resourceType: string;
  declare readonly resourceId: string;
  declare readonly at: string;
  declare readonly data: JsonObject;
  declare readonly due: string;
  declare readonly attempts: number;
  declare readonly error: string | null;

  toEvent(): StoredEvent {
    const { seq, tenantId, type, resourceType, resourceId, at, data } = this;
    return { seq: Number(seq), tenant: tenantId, type, resourceType, resourceId, at, data };
  }

  toFailing(): FailingEvent {
    return { ...this.toEvent(), attempts: this.attempts, due: this.due, error: this.error ?? undefined };
  }
}
