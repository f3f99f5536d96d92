import { emptyDelta } from '@scimwright/core/patch';
import type { IndexEntry } from '@scimwright/core/resource';
import { memberEvents, type EventDraft } from '../outbox.ts';
import type { Change, ChangeResult, Stored } from '../resource-store.ts';
import { StoreFault } from '../store-fault.ts';
import { changeMembers } from './change-members.ts';
import type { Journal } from './journal.ts';
import type { TenantRecords } from './tenant-records.ts';

/** A change that touches a resource, not an event or a log entry. */
export type ResourceChange = Exclude<Change, { kind: 'event' | 'log' }>;

/** The result of one change with the events of its members, or why it was refused. */
export type Applied =
  | { readonly kind: 'applied'; readonly result: ChangeResult; readonly events: readonly EventDraft[] }
  | { readonly kind: 'duplicate'; readonly path: string }
  | { readonly kind: 'stale' }
  | { readonly kind: 'absent' };

/**
 * Applies one change to the records of a tenant. After a refusal the caller undoes the journal.
 *
 * @throws StoreFault when the id of a new resource exists already: the caller made an id twice
 *
 * @example
 * applyChange(records, { kind: 'remove', type: 'User', id: 'u1', at, expected: undefined }, journal).kind; // 'absent'
 */
export function applyChange(records: TenantRecords, change: ResourceChange, journal: Journal): Applied {
  const { type, id } = change;
  const found = records.resources.get(id);
  if (change.kind === 'create') {
    const { at } = change;
    if (found !== undefined) throw new StoreFault('MEMORY_CONSTRAINT', 'resources.id');
    const created: Stored = { type, id, version: 1, created: at, modified: at, body: change.body };
    journal.set(records.resources, id, created);
    if (change.document !== undefined) journal.set(records.documents, id, change.document);
    const path = addEntries(records, created, change.entries, journal);
    if (path !== undefined) return { kind: 'duplicate', path };
    return applyMembers(records, created, at, { ...emptyDelta, add: change.members }, journal);
  }
  if (found === undefined || found.type !== type) return { kind: 'absent' };
  if (change.expected !== undefined && change.expected !== found.version) return { kind: 'stale' };
  switch (change.kind) {
    case 'update': {
      const { at, body } = change;
      const updated = { ...found, version: found.version + 1, modified: at, body };
      journal.set(records.resources, id, updated);
      if (change.document !== undefined) journal.set(records.documents, id, change.document);
      dropEntries(records, updated, change.entries.drop, journal);
      const path = addEntries(records, updated, change.entries.add, journal);
      if (path !== undefined) return { kind: 'duplicate', path };
      return applyMembers(records, updated, at, change.members, journal);
    }
    case 'members': {
      const { at } = change;
      const applied = applyMembers(records, found, at, change.members, journal);
      if (applied.events.length === 0) return applied;
      const version = touch(records, found, at, journal);
      return { ...applied, result: { ...applied.result, version, modified: at } };
    }
    case 'remove':
      remove(records, found, change.at, journal);
      return applied({ ...found, modified: change.at });
    case 'reindex':
      return reindex(records, found, change, journal);
    default:
      return change satisfies never;
  }
}

function applied(
  { version, modified }: Stored,
  added: readonly string[] = [],
  removed: readonly string[] = [],
  events: readonly EventDraft[] = [],
): Extract<Applied, { kind: 'applied' }> {
  return { kind: 'applied', result: { version, modified, added, removed }, events };
}

function applyMembers(
  records: TenantRecords,
  stored: Stored,
  at: string,
  delta: Parameters<typeof changeMembers>[2],
  journal: Journal,
): Extract<Applied, { kind: 'applied' }> {
  const { added, removed } = changeMembers(records, stored.id, delta, journal);
  return applied(stored, added, removed, memberEvents({ ...stored, at }, added, removed));
}

function reindex(
  records: TenantRecords,
  stored: Stored,
  { document, entries }: Extract<Change, { kind: 'reindex' }>,
  journal: Journal,
): Applied {
  const before = records.held.get(stored.id) ?? new Set();
  const isOther = records.documents.get(stored.id) !== document;
  if (document === undefined) journal.delete(records.documents, stored.id);
  else journal.set(records.documents, stored.id, document);
  for (const key of before) journal.delete(records.holders, key);
  journal.delete(records.held, stored.id);
  const path = addEntries(records, stored, entries, journal);
  if (path !== undefined) return { kind: 'duplicate', path };
  const held = records.held.get(stored.id) ?? new Set();
  const isSame = before.size === held.size && [...before].every((key) => held.has(key));
  const { result, events } = applied(stored);
  return { kind: 'applied', result: { ...result, isReindexed: isOther || !isSame }, events };
}

/** Increases the version of a resource; returns the new one. */
function touch(records: TenantRecords, stored: Stored, at: string, journal: Journal): number {
  const version = stored.version + 1;
  journal.set(records.resources, stored.id, { ...stored, version, modified: at });
  return version;
}

function remove(records: TenantRecords, { id }: Stored, at: string, journal: Journal): void {
  journal.delete(records.resources, id);
  journal.delete(records.documents, id);
  for (const key of records.held.get(id) ?? []) journal.delete(records.holders, key);
  journal.delete(records.held, id);
  for (const member of records.members.get(id) ?? []) {
    const groups = records.groups.get(member);
    if (groups !== undefined) journal.remove(groups, id);
  }
  journal.delete(records.members, id);
  for (const group of records.groups.get(id) ?? []) {
    const members = records.members.get(group);
    const stored = records.resources.get(group);
    if (members !== undefined) journal.remove(members, id);
    if (stored !== undefined) touch(records, stored, at, journal);
  }
  journal.delete(records.groups, id);
  journal.add(records.removed, id);
}

/** The path of the first entry whose unique value another resource holds. */
function addEntries(
  records: TenantRecords,
  { type, id }: Stored,
  entries: readonly IndexEntry[],
  journal: Journal,
): string | undefined {
  const held = new Set(records.held.get(id));
  for (const entry of entries.filter(({ unique }) => unique)) {
    const key = uniqueKey(type, entry);
    const holder = records.holders.get(key);
    if (holder !== undefined && holder !== id) return entry.path;
    journal.set(records.holders, key, id);
    held.add(key);
  }
  journal.set(records.held, id, held);
  return undefined;
}

function dropEntries(
  records: TenantRecords,
  { type, id }: Stored,
  entries: readonly IndexEntry[],
  journal: Journal,
): void {
  const held = new Set(records.held.get(id));
  for (const entry of entries) {
    const key = uniqueKey(type, entry);
    if (held.delete(key)) journal.delete(records.holders, key);
  }
  journal.set(records.held, id, held);
}

/** The key of a unique value in `holders` and `held`. */
function uniqueKey(type: string, { path, key }: IndexEntry): string {
  return JSON.stringify([type, path, key]);
}
