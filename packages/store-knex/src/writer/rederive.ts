import type { IndexEntry } from '@scimwright/core';
import type { Clash, DerivationStore, Derived, Rederived, TenantId } from '@scimwright/store';
import type { Tx } from '../in-transaction.ts';
import { rowKey } from './row-key.ts';

/** An index entry and whose it is. */
interface Owned extends IndexEntry {
  readonly id: string;
}

/**
 * Derives again what is kept beside resources; see `DerivationStore`. Their rows are locked meanwhile, in the order in which
 * all of them are.
 *
 * @example
 * const derive = () => ({ document: undefined, entries: [] });
 * const { last } = await rederive(tx, tenant, { type: 'User', after: '', limit: 200 }, derive);
 */
export async function rederive(
  tx: Tx,
  tenant: TenantId,
  { type, after, limit }: Parameters<DerivationStore['rederive']>[1],
  derive: (body: string) => Derived,
): Promise<Rederived> {
  const rows = await tx.run<{ readonly id: string; readonly body: string }>(
    `select id, body from resources where tenant_id = ? and type = ? and id > ?
     order by tenant_id, type, id limit ?${tx.lock('change')}`,
    [tenant, type, after, limit],
  );
  const derived = rows.map(({ id, body }) => ({ id, ...derive(body) }));
  const documents = await writeDocuments(
    tx,
    derived.map(({ id, document }) => [tenant, id, document ?? null]),
  );
  const wanted = derived.flatMap(({ id, entries }) => entries.map((entry): Owned => ({ id, ...entry })));
  const kept = await readEntries(
    tx,
    rows.map(({ id }) => [tenant, id]),
  );
  const keptBy = new Map(kept.map((entry) => [keyOf(entry), entry]));
  const wantedBy = new Map(wanted.map((entry) => [keyOf(entry), entry]));
  const isSame = (one: Owned, other: Owned | undefined): boolean => one.unique === other?.unique;
  const dropped = kept.filter((entry) => !isSame(entry, wantedBy.get(keyOf(entry))));
  const added = wanted.filter((entry) => !isSame(entry, keptBy.get(keyOf(entry))));
  await drop(tx, tenant, dropped);
  const clashes = await add(tx, tenant, type, added);
  // What clashed before and does so again is as it was.
  const asBefore = new Set(clashes.map(keyOf).filter((key) => keptBy.has(key)));
  const changed = [...dropped, ...added].filter((entry) => !asBefore.has(keyOf(entry))).map(({ id }) => id);
  return {
    last: rows.length < limit ? undefined : rows.at(-1)?.id,
    looked: rows.length,
    changed: new Set([...documents, ...changed]).size,
    clashes: clashes.map(({ id, path }): Clash => ({ id, path })),
  };
}

const keyOf = ({ id, path, key }: Pick<Owned, 'id' | 'path' | 'key'>): string => rowKey(id, path, key);

/** The ids of the resources whose document was another. */
async function writeDocuments(
  tx: Tx,
  documents: readonly (readonly (string | null)[])[],
): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const { sql, bindings, narrow } of tx.valueRows(['text', 'text', 'document'], documents)) {
    const near = narrow(['resources.tenant_id', 'resources.id']);
    const rows = await tx.run<{ readonly id: string }>(
      `with v (tenant_id, id, document) as (${sql})
       update resources set document = v.document from v
       where resources.tenant_id = v.tenant_id and resources.id = v.id and ${near.sql}
         and resources.document is distinct from v.document
       returning resources.id`,
      [...bindings, ...near.bindings],
    );
    for (const { id } of rows) changed.push(id);
  }
  return changed;
}

async function readEntries(tx: Tx, keys: readonly (readonly string[])[]): Promise<readonly Owned[]> {
  const entries: Owned[] = [];
  for (const { sql, bindings, narrow } of tx.valueRows(['text', 'text'], keys)) {
    const near = narrow(['tenant_id', 'id']);
    const rows = await tx.run<Omit<Owned, 'unique'> & { readonly is_unique: boolean | number }>(
      `select id, path, key, is_unique from index_entries where (tenant_id, id) in (${sql}) and ${near.sql}`,
      [...bindings, ...near.bindings],
    );
    for (const { id, path, key, is_unique } of rows) {
      entries.push({ id, path, key, unique: Boolean(is_unique) });
    }
  }
  return entries;
}

const TEXTS = ['text', 'text', 'text', 'text'] as const;

async function drop(tx: Tx, tenant: TenantId, entries: readonly Owned[]): Promise<void> {
  const rows = entries.map(({ id, path, key }) => [tenant, id, path, key]);
  for (const { sql, bindings, narrow } of tx.valueRows(TEXTS, rows)) {
    const near = narrow(['tenant_id', 'id']);
    await tx.run(`delete from index_entries where (tenant_id, id, path, key) in (${sql}) and ${near.sql}`, [
      ...bindings,
      ...near.bindings,
    ]);
  }
}

/** Those whose key another resource holds alone: they are added as entries that anybody may have, too. */
async function add(
  tx: Tx,
  tenant: TenantId,
  type: string,
  entries: readonly Owned[],
): Promise<readonly Owned[]> {
  const lost = await insert(tx, tenant, type, entries);
  await insert(
    tx,
    tenant,
    type,
    lost.map((entry) => ({ ...entry, unique: false })),
  );
  return lost;
}

/** Those that are not there afterwards. */
async function insert(
  tx: Tx,
  tenant: TenantId,
  type: string,
  entries: readonly Owned[],
): Promise<readonly Owned[]> {
  const kept = new Set<string>();
  // In order of the keys, as every commit does; of equal ones the first that was made comes first.
  const rows = entries
    .toSorted(
      (one, other) =>
        compare(one.path, other.path) || compare(one.key, other.key) || compare(one.id, other.id),
    )
    .map(({ id, path, key, unique }) => [tenant, id, path, key, type, unique]);
  for (const { sql, bindings } of tx.valueRows([...TEXTS, 'text', 'boolean'], rows)) {
    const inserted = await tx.run<Omit<Owned, 'unique'>>(
      `insert into index_entries (tenant_id, id, path, key, type, is_unique) ${sql}
       on conflict do nothing returning id, path, key`,
      bindings,
    );
    for (const entry of inserted) kept.add(keyOf(entry));
  }
  return entries.filter((entry) => !kept.has(keyOf(entry)));
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
