import { foldCase } from '@scimwright/core';
import type { EventDraft, LogEntry } from '@scimwright/store';
import { memberEvents } from '@scimwright/store/engine';
import type { Columns } from '../dialect/dialect.ts';
import type { Tx } from '../in-transaction.ts';
import { sendEach, valueRows } from '../portions.ts';
import type { Scalar } from '../run-sql.ts';
import type { Batch, Results } from './step.ts';

const EVENT_COLUMNS: Columns = {
  tenant_id: 'text',
  type: 'text',
  resource_type: 'text',
  resource_id: 'text',
  at: 'text',
  data: 'text',
};

/** Appends the events of batches in order: their own, and those of the members that they changed. */
export async function appendEvents(tx: Tx, batches: readonly Batch[], results: Results): Promise<void> {
  const rows = batches.flatMap((batch) =>
    eventsOf(batch, results).map(({ type, resourceType, resourceId, at, data }) => [
      batch.tenant,
      type,
      resourceType,
      resourceId,
      at,
      JSON.stringify(data),
    ]),
  );
  await sendEach(
    tx,
    valueRows(tx, EVENT_COLUMNS, rows),
    (values) => `insert into events (${Object.keys(EVENT_COLUMNS).join(', ')}) ${values}`,
  );
}

function eventsOf(batch: Batch, results: Results): readonly EventDraft[] {
  return batch.changes.flatMap((change, at) => {
    if (change.kind === 'event') return [change.event];
    if (change.kind === 'log' || change.kind === 'reindex') return [];
    const { added = [], removed = [] } = results.get(batch)?.[at] ?? {};
    return memberEvents(change, added, removed);
  });
}

const LOG_NAMES = [
  'tenant_id',
  'at',
  'request_id',
  'method',
  'operation',
  'resource_type',
  'resource_id',
  'subject',
  'subject_key',
  'status',
  'scim_type',
  'detail',
  'changed',
  'written',
  'ignored',
  'left_out',
  'departures',
  'filter',
] as const;

const LOG_COLUMNS: Columns = Object.fromEntries(
  LOG_NAMES.map((name) => [name, name === 'status' ? 'integer' : 'text']),
);

/** Appends the log entries of batches in order. */
export async function appendLog(tx: Tx, batches: readonly Batch[]): Promise<void> {
  const rows = batches.flatMap(({ tenant, changes }) =>
    changes.flatMap((change) => (change.kind === 'log' ? [logRow(tenant, change.entry)] : [])),
  );
  await sendEach(
    tx,
    valueRows(tx, LOG_COLUMNS, rows),
    (values) => `insert into log (${LOG_NAMES.join(', ')}) ${values}`,
  );
}

function logRow(tenant: string, entry: LogEntry): readonly Scalar[] {
  const row: Record<(typeof LOG_NAMES)[number], Scalar> = {
    tenant_id: tenant,
    at: entry.at,
    request_id: entry.requestId,
    method: entry.method,
    operation: entry.operation,
    resource_type: entry.resourceType ?? null,
    resource_id: entry.resourceId ?? null,
    subject: entry.subject ?? null,
    subject_key: entry.subject === undefined ? null : foldCase(entry.subject),
    status: entry.status,
    scim_type: entry.scimType ?? null,
    detail: entry.detail ?? null,
    changed: JSON.stringify(entry.changed),
    written: entry.written.length === 0 ? null : JSON.stringify(entry.written),
    ignored: JSON.stringify(entry.ignored),
    // Null in most rows, so that the partial index stays small.
    left_out: entry.leftOut.length === 0 ? null : JSON.stringify(entry.leftOut),
    departures: JSON.stringify(entry.departures),
    filter: entry.filter ?? null,
  };
  return LOG_NAMES.map((name) => row[name]);
}
