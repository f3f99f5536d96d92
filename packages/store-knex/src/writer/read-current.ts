import type { Tx } from '../in-transaction.ts';
import { matching, runEach } from '../portions.ts';
import { keyColumns, keyOfStep, rowKey, type Refusal, type ResourceChange, type Step } from './step.ts';

/** The row of a resource as the transaction finds it, without its body. */
interface CurrentRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly modified: string;
}

type Changing = Step<Exclude<ResourceChange, { kind: 'create' }>>;

/** The rows that some steps change, or the first step that does not find the row it expects. */
export type Current =
  | { readonly kind: 'found'; readonly rowOf: (step: Changing) => CurrentRow }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Reads, and locks where the engine needs it, the resources that steps are going to change. */
export async function readCurrent(tx: Tx, steps: readonly Changing[]): Promise<Current> {
  const rows = await runEach<CurrentRow>(
    tx,
    matching(tx, ['tenant_id', 'id'], steps.map(keyColumns)),
    (those) => `select tenant_id, id, type, version, modified from resources
       where ${those}${tx.dialect.lock('change')}`,
  );
  const rowsByKey = new Map(rows.map((row) => [rowKey(row.tenant_id, row.id), row]));
  const found = new Map<Changing, CurrentRow>();
  for (const step of steps) {
    const { type, expected } = step.change;
    const row = rowsByKey.get(keyOfStep(step));
    if (row === undefined || row.type !== type) return refused(step, 'absent');
    if (expected !== undefined && expected !== row.version) return refused(step, 'stale');
    found.set(step, row);
  }
  return { kind: 'found', rowOf: (step) => known(found.get(step)) };
}

function refused(step: Step, kind: 'absent' | 'stale'): Current {
  return { kind: 'refused', refusal: { step, reason: { kind } } };
}

function known(row: CurrentRow | undefined): CurrentRow {
  if (row === undefined) throw new TypeError('The row of this step was not read.');
  return row;
}
