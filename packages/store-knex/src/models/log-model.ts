import type { StoredLogEntry } from '@scimwright/store';
import type { Pojo } from 'objection';
import { storedModel } from './stored-model.ts';

/** A row of `log`. */
export class LogModel extends storedModel<StoredLogEntry>() {
  static override tableName = 'log';
  static override idColumn = 'seq';
  static override jsonAttributes = ['changed', 'written', 'ignored', 'leftOut', 'departures'];
  static override columns = [
    'seq',
    'at',
    'request_id',
    'method',
    'operation',
    'resource_type',
    'resource_id',
    'subject',
    'status',
    'scim_type',
    'detail',
    'changed',
    'written',
    'ignored',
    'left_out',
    'departures',
    'filter',
  ];

  override $parseDatabaseJson(row: Pojo): Pojo {
    const parsed = super.$parseDatabaseJson(row);
    // An empty list is null in the database.
    for (const list of ['written', 'leftOut']) if (list in parsed) parsed[list] ??= [];
    return parsed;
  }
}
