import type { FailingEvent } from '@scimwright/store';
import { storedModel } from './stored-model.ts';

/** A row of `events`. Select `attempts`, `due` and `error` too where the delivery matters. */
export class EventModel extends storedModel<FailingEvent>() {
  static override tableName = 'events';
  static override idColumn = 'seq';
  static override jsonAttributes = ['data'];
  static override columns = ['seq', 'tenant_id', 'type', 'resource_type', 'resource_id', 'at', 'data'];
}
