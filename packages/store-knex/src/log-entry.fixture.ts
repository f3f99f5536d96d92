import type { LogEntry } from '@scimwright/store';

/** The log entry of a successful query, with other values in `more`. */
export function logEntry(more: Partial<LogEntry> & Pick<LogEntry, 'at'>): LogEntry {
  return {
    requestId: 'r1',
    method: 'GET',
    operation: 'query',
    resourceType: 'User',
    resourceId: undefined,
    subject: undefined,
    status: 200,
    scimType: undefined,
    detail: undefined,
    changed: [],
    written: [],
    ignored: [],
    leftOut: [],
    departures: [],
    filter: undefined,
    ...more,
  };
}
