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

/** The versions that resources have after their update, or the first step whose resource is not as expected. */
export type Updated =
  | { readonly kind: 'updated'; readonly versionOf: (step: Update) => number }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Replaces the bodies of resources that still have the expected version: one statement, which decides for itself, so
 * that nothing read before it matters. It never inserts, or a resource that was removed in between would come back.
 *
 * @example
 * const updated = await updateResources(tx, stepsOf(steps, 'update'));
 */
export async function updateResources(tx: Tx, steps: readonly Update[]): Promise<Updated> {
  const versions = await replace(tx, steps);
  const isLost = (step: Update): boolean => !versions.has(keyOf(step));
  const lost = steps.filter(isLost);
  if (lost.length > 0) {
    const bases = await readBases(tx, lost);
    if (bases.kind === 'refused') return bases;
    // Another host has just made them as they are expected. They are locked now, so that nobody changes them any more.
    for (const [key, version] of await replace(tx, lost)) versions.set(key, version);
    const still = lost.find(isLost);
    if (still !== undefined) return { kind: 'refused', refusal: { step: still, reason: { kind: 'stale' } } };
  }
  return { kind: 'updated', versionOf: (step) => known(versions.get(keyOf(step))) };
}

function known(version: number | undefined): number {
  if (version === undefined) throw new TypeError('This step was not among those that were made.');
  return version;
}

function keyOf({ batch, change }: Update): string {
  return rowKey(batch.tenant, change.id);
}

/** @returns the new versions of the resources that were there in the expected version, by the keys of their rows */
async function replace(tx: Tx, steps: readonly Update[]): Promise<Map<string, number>> {
  const { plain, searched } = byDocument(steps);
  return new Map([
    ...(await update(tx, COLUMNS, plain.map(rowOf))),
    ...(await update(
      tx,
      { ...COLUMNS, document: 'document' },
      searched.map((step) => [...rowOf(step), step.change.document]),
    )),
  ]);
}

function rowOf({ batch, change }: Update): readonly Scalar[] {
  const { id, type, expected, at, body } = change;
  return [batch.tenant, id, type, expected ?? null, at, body];
}

/** The keys of the rows that were as expected, with their new versions. */
async function update(
  tx: Tx,
  columns: Readonly<Record<string, ColumnType>>,
  rows: readonly (readonly Scalar[])[],
): Promise<readonly (readonly [key: string, version: number])[]> {
  const replaced = ['body', 'document'].filter((name) => name in columns);
  const updated: (readonly [key: string, version: number])[] = [];
  for (const { sql, bindings, narrow } of tx.valueRows(Object.values(columns), rows)) {
    const near = narrow(['resources.tenant_id', 'resources.id']);
    const kept = await tx.run<{ readonly tenant_id: string; readonly id: string; readonly version: number }>(
      `with v (${Object.keys(columns).join(', ')}) as (${sql})
       update resources set version = resources.version + 1, modified = v.modified, ${replaced
         .map((name) => `${name} = v.${name}`)
         .join(', ')} from v
       where resources.tenant_id = v.tenant_id and resources.id = v.id
         and resources.type = v.type and resources.version = coalesce(v.expected, resources.version) and ${near.sql}
       returning resources.tenant_id, resources.id, resources.version`,
      [...bindings, ...near.bindings],
    );
    updated.push(...kept.map(({ tenant_id, id, version }) => [rowKey(tenant_id, id), version] as const));
  }
  return updated;
}
