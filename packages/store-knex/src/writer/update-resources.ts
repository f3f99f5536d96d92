import type { Tx } from '../in-transaction.ts';
import type { Scalar } from '../session.ts';
import { byDocument } from './by-document.ts';
import { readBases } from './read-bases.ts';
import { rowKey } from './row-key.ts';
import type { ChangeOf, Refusal, Step } from './step.ts';
import type { ColumnType } from '../dialect/dialect.ts';

const COLUMNS = {
  tenant_id: 'text',
  id: 'text',
  type: 'text',
  expected: 'integer',
  modified: 'text',
  body: 'text',
} as const satisfies Record<string, ColumnType>;

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
async function replace(tx: Tx, steps: readonly Update[]): Promise<readonly Update[]> {
  const { plain, searched } = byDocument(steps);
  const updated = new Set([
    ...(await update(tx, COLUMNS, plain.map(rowOf))),
    ...(await update(
      tx,
      { ...COLUMNS, document: 'document' },
      searched.map((step) => [...rowOf(step), step.change.document]),
    )),
  ]);
  return steps.filter(({ batch, change }) => !updated.has(rowKey(batch.tenant, change.id)));
}

function rowOf({ batch, change }: Update): readonly Scalar[] {
  const { id, type, expected, at, body } = change;
  return [batch.tenant, id, type, expected, at, body];
}

/** The keys of the rows that were as expected. */
async function update(
  tx: Tx,
  columns: Readonly<Record<string, ColumnType>>,
  rows: readonly (readonly Scalar[])[],
): Promise<readonly string[]> {
  const replaced = ['body', 'document'].filter((name) => name in columns);
  const updated: string[] = [];
  for (const { sql, bindings, narrow } of tx.valueRows(Object.values(columns), rows)) {
    const near = narrow(['resources.tenant_id', 'resources.id']);
    const kept = await tx.run<{ readonly tenant_id: string; readonly id: string }>(
      `with v (${Object.keys(columns).join(', ')}) as (${sql})
       update resources set version = resources.version + 1, modified = v.modified, ${replaced
         .map((name) => `${name} = v.${name}`)
         .join(', ')} from v
       where resources.tenant_id = v.tenant_id and resources.id = v.id
         and resources.type = v.type and resources.version = v.expected and ${near.sql}
       returning resources.tenant_id, resources.id`,
      [...bindings, ...near.bindings],
    );
    updated.push(...kept.map(({ tenant_id, id }) => rowKey(tenant_id, id)));
  }
  return updated;
}
