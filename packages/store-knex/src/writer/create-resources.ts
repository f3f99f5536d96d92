import type { Tx } from '../in-transaction.ts';
import type { Scalar } from '../session.ts';
import { byDocument } from './by-document.ts';
import type { ChangeOf, Step } from './step.ts';
import type { ColumnType } from '../dialect/dialect.ts';

const COLUMNS = {
  tenant_id: 'text',
  id: 'text',
  type: 'text',
  version: 'integer',
  created: 'text',
  modified: 'text',
  body: 'text',
} as const satisfies Record<string, ColumnType>;

/**
 * Inserts new resources. An id that is taken is a fault: whoever makes ids makes each once.
 *
 * @example
 * await createResources(tx, stepsOf(steps, 'create'));
 */
export async function createResources(tx: Tx, steps: readonly Step<ChangeOf<'create'>>[]): Promise<void> {
  const { plain, searched } = byDocument(steps);
  await insert(tx, COLUMNS, plain.map(rowOf));
  const rows = searched.map((step) => [...rowOf(step), step.change.document]);
  await insert(tx, { ...COLUMNS, document: 'document' }, rows);
}

function rowOf({ batch, change: { id, type, at, body } }: Step<ChangeOf<'create'>>): readonly Scalar[] {
  return [batch.tenant, id, type, 1, at, at, body];
}

async function insert(
  { run, valueRows }: Tx,
  columns: Readonly<Record<string, ColumnType>>,
  rows: readonly (readonly Scalar[])[],
): Promise<void> {
  for (const { sql, bindings } of valueRows(Object.values(columns), rows)) {
    await run(`insert into resources (${Object.keys(columns).join(', ')}) ${sql}`, bindings);
  }
}
