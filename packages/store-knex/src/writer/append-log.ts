import { foldCase } from '@scimwright/core';
import type { LogEntry } from '@scimwright/store';
import type { Tx } from '../in-transaction.ts';
import type { Scalar } from '../session.ts';
import type { Batch } from './step.ts';
import type { ColumnType } from '../dialect/dialect.ts';

const NAMES = [
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

const COLUMNS = NAMES.map((name): ColumnType => (name === 'status' ? 'integer' : 'text'));

/**
 * Appends the log entries of batches in order.
 *
 * @example
 * await appendLog(tx, batches);
 */
export async function appendLog({ run, valueRows }: Tx, batches: readonly Batch[]): Promise<void> {
  const rows = batches.flatMap(({ tenant, changes }) =>
    changes.flatMap((change) => (change.kind === 'log' ? [rowOf(tenant, change.entry)] : [])),
  );
  for (const { sql, bindings } of valueRows(COLUMNS, rows)) {
    await run(`insert into log (${NAMES.join(', ')}) ${sql}`, bindings);
  }
}

function rowOf(tenant: string, entry: LogEntry): readonly Scalar[] {
  const row: Record<(typeof NAMES)[number], Scalar> = {
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
    // Null in nearly every row, so that the index of the others stays small.
    left_out: entry.leftOut.length === 0 ? null : JSON.stringify(entry.leftOut),
    departures: JSON.stringify(entry.departures),
    filter: entry.filter ?? null,
  };
  return NAMES.map((name) => row[name]);
}
