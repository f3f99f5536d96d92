import { compareText } from '@scimwright/core';
import type { IndexEntry } from '@scimwright/core/resource';
import type { Columns } from '../dialect/dialect.ts';
import type { Tx } from '../in-transaction.ts';
import { changeEach, matching, runEach, sendEach, valueRows } from '../portions.ts';
import { readCurrent } from './read-current.ts';
import {
  keyColumns,
  keyOfStep,
  keyRowOf,
  rowKey,
  setResult,
  type ChangeOf,
  type KeyRow,
  type Refusal,
  type Results,
  type Step,
} from './step.ts';

/** What a step changes of the index entries of its resource. */
interface EntryChange {
  readonly step: Step;
  readonly drop: readonly IndexEntry[];
  readonly add: readonly IndexEntry[];
}

interface EntryRow extends KeyRow {
  readonly path: string;
  readonly key: string;
}

const ENTRY_COLUMNS: Columns = {
  tenant_id: 'text',
  id: 'text',
  path: 'text',
  key: 'text',
  type: 'text',
  is_unique: 'boolean',
};

const KEY = ['tenant_id', 'id', 'path', 'key'] as const;
const RESOURCE = ['tenant_id', 'id'] as const;

/**
 * Drops and adds the index entries of created and updated resources.
 *
 * @returns the first step with a unique value that another resource holds
 */
export async function changeEntries(
  tx: Tx,
  steps: readonly Step<ChangeOf<'create' | 'update'>>[],
): Promise<Refusal | undefined> {
  return replaceEntries(
    tx,
    steps.map((step) => {
      const { change } = step;
      return change.kind === 'create' ? { step, drop: [], add: change.entries } : { step, ...change.entries };
    }),
  );
}

/**
 * Makes the index entries and search documents of resources those that their steps say, and writes only what differs.
 *
 * @returns the first step whose resource is not as expected, or that has a unique value which another resource holds
 */
export async function reindexResources(
  tx: Tx,
  steps: readonly Step<ChangeOf<'reindex'>>[],
  results: Results,
): Promise<Refusal | undefined> {
  if (steps.length === 0) return undefined;
  const current = await readCurrent(tx, steps);
  if (current.kind === 'refused') return current.refusal;
  const rewritten = await writeDocuments(tx, steps);
  const stored = await readEntries(tx, steps);
  const changes = steps.map((step) => {
    const before = stored.get(keyOfStep(step)) ?? [];
    const { entries } = step.change;
    return { step, drop: without(before, entries), add: without(entries, before) };
  });
  const refusal = await replaceEntries(tx, changes);
  if (refusal !== undefined) return refusal;
  for (const [at, step] of steps.entries()) {
    const { version, modified } = current.rowOf(step);
    const { drop = [], add = [] } = changes[at] ?? {};
    const isReindexed = rewritten.has(keyOfStep(step)) || drop.length > 0 || add.length > 0;
    setResult(results, step, { stamp: { version, modified }, added: [], removed: [], isReindexed });
  }
  return undefined;
}

/** The entries that the others do not have, with the same uniqueness. */
function without(entries: readonly IndexEntry[], others: readonly IndexEntry[]): readonly IndexEntry[] {
  const keyOf = ({ path, key, unique }: IndexEntry): string => rowKey(path, key, String(unique));
  const known = new Set(others.map(keyOf));
  return entries.filter((entry) => !known.has(keyOf(entry)));
}

/** The keys of the resources whose document was different. */
async function writeDocuments(
  tx: Tx,
  steps: readonly Step<ChangeOf<'reindex'>>[],
): Promise<ReadonlySet<string>> {
  const rows = steps.map((step) => [...keyColumns(step), step.change.document ?? null]);
  const keys = new Set<string>();
  for (const { sql, bindings, narrow } of valueRows(
    tx,
    { tenant_id: 'text', id: 'text', document: 'document' },
    rows,
  )) {
    const near = narrow(['resources.tenant_id', 'resources.id']);
    const changed = await tx.run<KeyRow>(
      `update resources set document = v.document from (${sql}) v
       where resources.tenant_id = v.tenant_id and resources.id = v.id and ${near.sql}
         and resources.document is distinct from v.document
       returning resources.tenant_id, resources.id`,
      [...bindings, ...near.bindings],
    );
    for (const { tenant_id, id } of changed) keys.add(rowKey(tenant_id, id));
  }
  return keys;
}

/** The stored entries of resources, by the keys of their rows. */
async function readEntries(
  tx: Tx,
  steps: readonly Step[],
): Promise<ReadonlyMap<string, readonly IndexEntry[]>> {
  const rows = await runEach<EntryRow & { readonly is_unique: boolean | number }>(
    tx,
    matching(tx, RESOURCE, steps.map(keyColumns)),
    (those) => `select tenant_id, id, path, key, is_unique from index_entries where ${those}`,
  );
  const entries = new Map<string, IndexEntry[]>();
  for (const { tenant_id, id, path, key, is_unique } of rows) {
    const entry = { path, key, unique: Boolean(is_unique) };
    const own = entries.get(rowKey(tenant_id, id));
    if (own === undefined) entries.set(rowKey(tenant_id, id), [entry]);
    else own.push(entry);
  }
  return entries;
}

interface Owned {
  readonly step: Step;
  readonly entry: IndexEntry;
}

const keyOf = ({ step, entry: { path, key } }: Owned): readonly string[] => [...keyColumns(step), path, key];

function entryRow({ step, entry: { path, key } }: Owned): EntryRow {
  return { ...keyRowOf(step), path, key };
}

/** Drops, then adds. The unique index itself decides, in the insert, whether a value is free. */
async function replaceEntries(tx: Tx, changes: readonly EntryChange[]): Promise<Refusal | undefined> {
  const dropped = changes.flatMap(({ step, drop }) => drop.map((entry) => keyOf({ step, entry })));
  const added = changes.flatMap(({ step, add }) => add.map((entry) => ({ step, entry })));
  await sendEach(
    tx,
    matching(tx, KEY, dropped, RESOURCE),
    (those) => `delete from index_entries where ${those}`,
  );
  return addEntries(tx, added);
}

async function addEntries(tx: Tx, added: readonly Owned[]): Promise<Refusal | undefined> {
  // In order of the keys, so that two hosts that insert the same ones do not deadlock.
  const inOrder = added.toSorted((one, other) => compareEntries(one.entry, other.entry));
  const inserted = await changeEach(tx, inOrder, {
    returning: KEY.join(', '),
    expected: entryRow,
    statement: (some) => {
      const { sql, bindings } = tx.dialect.valueRows(
        ENTRY_COLUMNS,
        some.map((each) => [...keyOf(each), each.step.change.type, each.entry.unique]),
      );
      return {
        sql: `insert into index_entries (${Object.keys(ENTRY_COLUMNS).join(', ')}) ${sql} on conflict do nothing`,
        bindings,
      };
    },
  });
  const present = new Set(inserted.map(rowKeyOf));
  const isLost = (each: Owned): boolean => !present.has(rowKey(...keyOf(each)));
  // An entry that the resource had before is no conflict.
  const own = await runEach<EntryRow>(
    tx,
    matching(tx, KEY, added.filter(isLost).map(keyOf), RESOURCE),
    (those) => `select tenant_id, id, path, key from index_entries where ${those}`,
  );
  for (const row of own) present.add(rowKeyOf(row));
  const lost = added.find(isLost);
  return lost && { step: lost.step, reason: { kind: 'duplicate', path: lost.entry.path } };
}

function rowKeyOf({ tenant_id, id, path, key }: EntryRow): string {
  return rowKey(tenant_id, id, path, key);
}

function compareEntries(one: IndexEntry, other: IndexEntry): number {
  return compareText(one.path, other.path) || compareText(one.key, other.key);
}
