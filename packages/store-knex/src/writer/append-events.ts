import { memberEvents, type EventDraft } from '@scimwright/store';
import type { Tx } from '../in-transaction.ts';
import type { Batch, Results } from './step.ts';
import type { ColumnType } from '../dialect/dialect.ts';

const COLUMNS: readonly ColumnType[] = ['text', 'text', 'text', 'text', 'text', 'text'];

/**
 * Appends the events of batches in order: those that a batch brings, and those of the members that it changed.
 *
 * @example
 * await appendEvents(tx, batches, results);
 */
export async function appendEvents(
  { run, valueRows }: Tx,
  batches: readonly Batch[],
  results: Results,
): Promise<void> {
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
  for (const { sql, bindings } of valueRows(COLUMNS, rows)) {
    await run(`insert into events (tenant_id, type, resource_type, resource_id, at, data) ${sql}`, bindings);
  }
}

function eventsOf(batch: Batch, results: Results): readonly EventDraft[] {
  return batch.changes.flatMap((change, at) => {
    if (change.kind === 'event') return [change.event];
    if (change.kind === 'log') return [];
    const { added = [], removed = [] } = results.get(batch)?.[at] ?? {};
    return memberEvents(change, added, removed);
  });
}
