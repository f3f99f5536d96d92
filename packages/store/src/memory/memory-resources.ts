import { compareText } from '@scimwright/core';
import type { EventDraft } from '../outbox.ts';
import type {
  Change,
  ChangeResult,
  Outcome,
  ResourceStore,
  Stored,
  StoredMember,
} from '../resource-store.ts';
import type { LogEntry } from '../provisioning-log.ts';
import { applyChange } from './apply-change.ts';
import { findStored, findStoredKeysetPage } from './find-stored.ts';
import { withinBytes } from './within-bytes.ts';
import { groupsIn } from './groups-in.ts';
import { openJournal } from './journal.ts';
import { recordsOf, type MemoryState } from './memory-state.ts';
import { storeEvents, storeLog } from './store-in-order.ts';
import type { TenantRecords } from './tenant-records.ts';

/** The number of members in a page. */
const PAGE = 500;

/**
 * Resources and memberships in memory.
 *
 * @example
 * await memoryResources(emptyState()).get(tenant, 'User', 'u1'); // undefined
 */
export function memoryResources(state: MemoryState): ResourceStore {
  return {
    get: async (tenant, type, id) => {
      const stored = recordsOf(state, tenant).resources.get(id);
      return stored?.type === type ? stored : undefined;
    },
    find: async (tenant, query) => findStored(recordsOf(state, tenant), query),
    keysetPage: async (tenant, query) => findStoredKeysetPage(recordsOf(state, tenant), query),
    portions: async function* (tenant, ids, bytes) {
      for (let at = 0; at < ids.length;) {
        const { resources } = recordsOf(state, tenant);
        const present = ids.slice(at).flatMap((id): readonly Stored[] => {
          const stored = resources.get(id);
          return stored === undefined ? [] : [stored];
        });
        const portion = [...withinBytes(present, bytes)];
        const last = portion.at(-1)?.id;
        if (last === undefined) return;
        yield portion;
        at = ids.indexOf(last) + 1;
      }
    },
    members: async function* (tenant, group, after = '') {
      const records = recordsOf(state, tenant);
      const all = [...(records.members.get(group) ?? [])];
      const ids = all.filter((id) => compareText(id, after) > 0).toSorted(compareText);
      for (let at = 0; at < ids.length; at += PAGE) {
        yield ids
          .slice(at, at + PAGE)
          .map((value): StoredMember => ({ value, type: records.resources.get(value)?.type }));
      }
    },
    memberships: async (tenant, members, label) => {
      const records = recordsOf(state, tenant);
      const all = members.map((id) => [id, groupsIn(records, id, label)] as const);
      return new Map(all.filter(([, groups]) => groups.length > 0));
    },
    commit: async (tenant, changes) => {
      const records = recordsOf(state, tenant);
      const journal = openJournal();
      try {
        const batch = applyAll(records, changes, journal);
        if (batch.outcome.kind === 'done') {
          storeEvents(state, tenant, batch.events);
          storeLog(state, tenant, batch.entries);
        } else {
          journal.undo();
        }
        return batch.outcome;
      } catch (fault) {
        journal.undo();
        throw fault;
      }
    },
  };
}

function applyAll(
  records: TenantRecords,
  changes: readonly Change[],
  journal: ReturnType<typeof openJournal>,
): {
  readonly outcome: Outcome;
  readonly events: readonly EventDraft[];
  readonly entries: readonly LogEntry[];
} {
  const results: (ChangeResult | undefined)[] = [];
  const events: EventDraft[] = [];
  const entries: LogEntry[] = [];
  for (const [at, change] of changes.entries()) {
    if (change.kind === 'event') events.push(change.event);
    if (change.kind === 'log') entries.push(change.entry);
    if (change.kind === 'event' || change.kind === 'log') {
      results.push(undefined);
      continue;
    }
    const applied = applyChange(records, change, journal);
    if (applied.kind !== 'applied') return { outcome: { ...applied, change: at }, events: [], entries: [] };
    results.push(change.kind === 'remove' ? undefined : applied.result);
    events.push(...applied.events);
  }
  return { outcome: { kind: 'done', results }, events, entries };
}
