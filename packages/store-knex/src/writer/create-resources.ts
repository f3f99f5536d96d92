import type { Tx } from '../in-transaction.ts';
import type { ChangeOf, Step } from './step.ts';
import type { ColumnType } from '../dialect/dialect.ts';

const COLUMNS: readonly ColumnType[] = ['text', 'text', 'text', 'integer', 'text', 'text', 'text'];

/**
 * Inserts new resources. An id that is taken is a fault: whoever makes ids makes each once.
 *
 * @example
 * await createResources(tx, stepsOf(steps, 'create'));
 */
export async function createResources(
  { run, valueRows }: Tx,
  steps: readonly Step<ChangeOf<'create'>>[],
): Promise<void> {
  const rows = steps.map(({ batch, change: { id, type, at, body } }) => [
    batch.tenant,
    id,
    type,
    1,
    at,
    at,
    body,
  ]);
  for (const { sql, bindings } of valueRows(COLUMNS, rows)) {
    await run(
      `insert into resources (tenant_id, id, type, version, created, modified, body) ${sql}`,
      bindings,
    );
  }
}
