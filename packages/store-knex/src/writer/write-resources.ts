import type { Columns } from '../dialect/dialect.ts';
import type { Tx } from '../in-transaction.ts';
import { changeEach, sendEach, valueRows } from '../portions.ts';
import type { Scalar } from '../run-sql.ts';
import { readCurrent } from './read-current.ts';
import {
  keyColumns,
  keyOfStep,
  keyRowOf,
  rowKey,
  type ChangeOf,
  type KeyRow,
  type Refusal,
  type Step,
} from './step.ts';

type Create = Step<ChangeOf<'create'>>;
type Update = Step<ChangeOf<'update'>>;

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
  for (const { columns, some } of byDocument(CREATED, steps)) {
    await sendEach(
      tx,
      valueRows(tx, columns, some.map(withDocument(rowOf))),
      (values) => `insert into resources (${Object.keys(columns).join(', ')}) ${values}`,
    );
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

interface VersionRow extends KeyRow {
  readonly version: number;
}

/** @returns the new versions of the resources that had the expected version, by the keys of their rows */
async function replace(tx: Tx, steps: readonly Update[]): Promise<Map<string, number>> {
  const rowOf = (step: Update): readonly Scalar[] => {
    const { type, expected, at, body } = step.change;
    return [...keyColumns(step), type, expected ?? null, at, body];
  };
  const versions = new Map<string, number>();
  for (const { columns, some } of byDocument(UPDATED, steps)) {
    const replaced = ['body', 'document'].filter((name) => name in columns);
    const updated = await changeEach(tx, some, {
      returning: 'resources.tenant_id, resources.id, resources.version',
      expected: nextVersion,
      statement: (portion) => {
        const { sql, bindings, narrow } = tx.dialect.valueRows(columns, portion.map(withDocument(rowOf)));
        const near = narrow(['resources.tenant_id', 'resources.id']);
        return {
          sql: `update resources set version = resources.version + 1, modified = v.modified, ${replaced
            .map((name) => `${name} = v.${name}`)
            .join(', ')} from (${sql}) v
         where resources.tenant_id = v.tenant_id and resources.id = v.id
           and resources.type = v.type and resources.version = coalesce(v.expected, resources.version) and ${near.sql}`,
          bindings: [...bindings, ...near.bindings],
        };
      },
    });
    for (const { tenant_id, id, version } of updated) versions.set(rowKey(tenant_id, id), version);
  }
  return versions;
}

/** The row after an update, if it says from which version. */
function nextVersion(step: Update): VersionRow | undefined {
  const { expected } = step.change;
  return expected === undefined ? undefined : { ...keyRowOf(step), version: expected + 1 };
}

/** Resources without a search document, and then those with one: the column costs a statement only where it is used. */
function byDocument<S extends Create | Update>(
  columns: Columns,
  steps: readonly S[],
): readonly { readonly columns: Columns; readonly some: readonly S[] }[] {
  return [
    { columns, some: steps.filter(({ change }) => change.document === undefined) },
    {
      columns: { ...columns, document: 'document' },
      some: steps.filter(({ change }) => change.document !== undefined),
    },
  ];
}

function withDocument<S extends Create | Update>(rowOf: (step: S) => readonly Scalar[]) {
  return (step: S): readonly Scalar[] => {
    const { document } = step.change;
    return document === undefined ? rowOf(step) : [...rowOf(step), document];
  };
}
