import type { Columns } from '../dialect/dialect.ts';
import type { Tx } from '../in-transaction.ts';
import { valueRows } from '../portions.ts';
import type { Scalar } from '../run-sql.ts';
import { readCurrent } from './read-current.ts';
import { keyColumns, keyOfStep, rowKey, type ChangeOf, type Refusal, type Step } from './step.ts';

type Create = Step<ChangeOf<'create'>>;
type Update = Step<ChangeOf<'update'>>;
type Rows = readonly (readonly Scalar[])[];

const CREATED: Columns = {
  tenant_id: 'text',
  id: 'text',
  type: 'text',
  version: 'integer',
  created: 'text',
  modified: 'text',
  body: 'text',
};

const UPDATED: Columns = {
  tenant_id: 'text',
  id: 'text',
  type: 'text',
  expected: 'integer',
  modified: 'text',
  body: 'text',
};

/** Inserts new resources. An id that exists is a fault: ids are made once. */
export async function createResources(tx: Tx, steps: readonly Create[]): Promise<void> {
  const rowOf = (step: Create): readonly Scalar[] => {
    const { type, at, body } = step.change;
    return [...keyColumns(step), type, 1, at, at, body];
  };
  for (const { columns, rows } of byDocument(CREATED, steps, rowOf)) {
    for (const { sql, bindings } of valueRows(tx, columns, rows)) {
      await tx.run(`insert into resources (${Object.keys(columns).join(', ')}) ${sql}`, bindings);
    }
  }
}

/** The new versions of updated resources, or the first step whose resource is not as expected. */
export type Updated =
  | { readonly kind: 'updated'; readonly versionOf: (step: Update) => number }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Replaces the bodies of resources that have the expected version. The statement itself compares the version, so nothing has to
 * be read first. It never inserts, or a resource that was just removed would come back.
 */
export async function updateResources(tx: Tx, steps: readonly Update[]): Promise<Updated> {
  const versions = await replace(tx, steps);
  const isLost = (step: Update): boolean => !versions.has(keyOfStep(step));
  const lost = steps.filter(isLost);
  if (lost.length > 0) {
    const current = await readCurrent(tx, lost);
    if (current.kind === 'refused') return current;
    // Another host has just committed the expected version. The rows are locked now: try once more.
    for (const [key, version] of await replace(tx, lost)) versions.set(key, version);
    const stale = lost.find(isLost);
    if (stale !== undefined) return { kind: 'refused', refusal: { step: stale, reason: { kind: 'stale' } } };
  }
  return { kind: 'updated', versionOf: (step) => known(versions.get(keyOfStep(step))) };
}

function known(version: number | undefined): number {
  if (version === undefined) throw new TypeError('This step was not updated.');
  return version;
}

/** @returns the new versions of the resources that had the expected version, by the keys of their rows */
async function replace(tx: Tx, steps: readonly Update[]): Promise<Map<string, number>> {
  const rowOf = (step: Update): readonly Scalar[] => {
    const { type, expected, at, body } = step.change;
    return [...keyColumns(step), type, expected ?? null, at, body];
  };
  const versions = new Map<string, number>();
  for (const { columns, rows } of byDocument(UPDATED, steps, rowOf)) {
    const replaced = ['body', 'document'].filter((name) => name in columns);
    for (const { sql, bindings, narrow } of valueRows(tx, columns, rows)) {
      const near = narrow(['resources.tenant_id', 'resources.id']);
      const updated = await tx.run<{ tenant_id: string; id: string; version: number }>(
        `update resources set version = resources.version + 1, modified = v.modified, ${replaced
          .map((name) => `${name} = v.${name}`)
          .join(', ')} from (${sql}) v
         where resources.tenant_id = v.tenant_id and resources.id = v.id
           and resources.type = v.type and resources.version = coalesce(v.expected, resources.version) and ${near.sql}
         returning resources.tenant_id, resources.id, resources.version`,
        [...bindings, ...near.bindings],
      );
      for (const { tenant_id, id, version } of updated) versions.set(rowKey(tenant_id, id), version);
    }
  }
  return versions;
}

/** Resources without a search document, and then those with one: the column costs a statement only where it is used. */
function byDocument<S extends Create | Update>(
  columns: Columns,
  steps: readonly S[],
  rowOf: (step: S) => readonly Scalar[],
): readonly { readonly columns: Columns; readonly rows: Rows }[] {
  const documents = steps.flatMap((step) => {
    const { document } = step.change;
    return document === undefined ? [] : [[...rowOf(step), document]];
  });
  return [
    { columns, rows: steps.filter(({ change }) => change.document === undefined).map(rowOf) },
    { columns: { ...columns, document: 'document' }, rows: documents },
  ];
}
