import type { Tx } from '../in-transaction.ts';
import { readBases } from './read-bases.ts';
import { rowKey } from './row-key.ts';
import type { ChangeOf, Refusal, Step } from './step.ts';
import type { ColumnType } from '../dialect/dialect.ts';

const COLUMNS: readonly ColumnType[] = ['text', 'text', 'text', 'integer', 'text', 'text'];

type Update = Step<ChangeOf<'update'>>;

/**
 * Replaces the bodies of resources that still have the expected version: one statement, which decides for itself, so
 * that nothing read before it matters. It never inserts, or a resource that was removed in between would come back.
 *
 * @returns the first step whose resource is not as expected
 *
 * @example
 * const refusal = await updateResources(tx, stepsOf(steps, 'update'));
 */
export async function updateResources(tx: Tx, steps: readonly Update[]): Promise<Refusal | undefined> {
  const lost = await replace(tx, steps);
  if (lost.length === 0) return undefined;
  const bases = await readBases(tx, lost);
  if (bases.kind === 'refused') return bases.refusal;
  // Another host has just made them as they are expected. They are locked now, so that nobody changes them any more.
  const [still] = await replace(tx, lost);
  return still && { step: still, reason: { kind: 'stale' } };
}

/** @returns the steps whose resource is not there in the expected version */
async function replace({ run, valueRows }: Tx, steps: readonly Update[]): Promise<readonly Update[]> {
  const updated = new Set<string>();
  const rows = steps.map(({ batch, change }) => {
    const { id, type, expected, at, body } = change;
    return [batch.tenant, id, type, expected, at, body];
  });
  for (const { sql, bindings } of valueRows(COLUMNS, rows)) {
    const kept = await run<{ readonly tenant_id: string; readonly id: string }>(
      `with v (tenant_id, id, type, expected, modified, body) as (${sql})
       update resources set version = resources.version + 1, modified = v.modified, body = v.body from v
       where resources.tenant_id = v.tenant_id and resources.id = v.id
         and resources.type = v.type and resources.version = v.expected
       returning resources.tenant_id, resources.id`,
      bindings,
    );
    for (const { tenant_id, id } of kept) updated.add(rowKey(tenant_id, id));
  }
  return steps.filter(({ batch, change }) => !updated.has(rowKey(batch.tenant, change.id)));
}
