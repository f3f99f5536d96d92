import type { IndexEntry } from '@scimwright/core';
import type { Tx } from '../in-transaction.ts';
import { rowKey } from './row-key.ts';
import type { ChangeOf, Refusal, Step } from './step.ts';

type Indexed = Step<ChangeOf<'create' | 'update'>>;

interface EntryRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly path: string;
  readonly key: string;
}

/**
 * Drops and adds the index entries of created and updated resources. Whether a unique key is free is decided by the
 * unique index, in the insert itself.
 *
 * @returns the first step with a key that another resource holds
 *
 * @example
 * const refusal = await changeEntries(tx, stepsOf(steps, 'create', 'update'));
 */
export async function changeEntries(tx: Tx, steps: readonly Indexed[]): Promise<Refusal | undefined> {
  await drop(
    tx,
    steps.flatMap((step) =>
      step.change.kind === 'update' ? step.change.entries.drop.map((entry) => ({ step, entry })) : [],
    ),
  );
  return add(
    tx,
    steps.flatMap((step) => {
      const entries = step.change.kind === 'update' ? step.change.entries.add : step.change.entries;
      return entries.map((entry) => ({ step, entry }));
    }),
  );
}

interface Owned {
  readonly step: Indexed;
  readonly entry: IndexEntry;
}

const TEXTS = ['text', 'text', 'text', 'text'] as const;

function keyOf({ step: { batch, change }, entry: { path, key } }: Owned): readonly string[] {
  return [batch.tenant, change.id, path, key];
}

async function drop({ run, valueRows }: Tx, owned: readonly Owned[]): Promise<void> {
  for (const { sql, bindings, narrow } of valueRows(TEXTS, owned.map(keyOf))) {
    const near = narrow(['tenant_id', 'id']);
    await run(`delete from index_entries where (tenant_id, id, path, key) in (${sql}) and ${near.sql}`, [
      ...bindings,
      ...near.bindings,
    ]);
  }
}

async function add({ run, valueRows }: Tx, owned: readonly Owned[]): Promise<Refusal | undefined> {
  const kept = new Set<string>();
  const keep = (rows: readonly EntryRow[]): void => {
    for (const { tenant_id, id, path, key } of rows) kept.add(rowKey(tenant_id, id, path, key));
  };
  const isLost = (each: Owned): boolean => !kept.has(rowKey(...keyOf(each)));

  // In order of the keys, so that two hosts that take the same ones do not wait for each other.
  const rows = owned
    .toSorted((one, other) => compare(one.entry, other.entry))
    .map((each) => [...keyOf(each), each.step.change.type, each.entry.unique]);
  for (const { sql, bindings } of valueRows([...TEXTS, 'text', 'boolean'], rows)) {
    keep(
      await run<EntryRow>(
        `insert into index_entries (tenant_id, id, path, key, type, is_unique) ${sql}
         on conflict do nothing returning tenant_id, id, path, key`,
        bindings,
      ),
    );
  }
  // An entry that the resource had already is in nobody's way.
  for (const { sql, bindings, narrow } of valueRows(TEXTS, owned.filter(isLost).map(keyOf))) {
    const near = narrow(['tenant_id', 'id']);
    keep(
      await run<EntryRow>(
        `select tenant_id, id, path, key from index_entries
         where (tenant_id, id, path, key) in (${sql}) and ${near.sql}`,
        [...bindings, ...near.bindings],
      ),
    );
  }
  const lost = owned.find(isLost);
  return lost && { step: lost.step, reason: { kind: 'duplicate', path: lost.entry.path } };
}

function compare(one: IndexEntry, other: IndexEntry): number {
  if (one.path !== other.path) return one.path < other.path ? -1 : 1;
  if (one.key === other.key) return 0;
  return one.key < other.key ? -1 : 1;
}
