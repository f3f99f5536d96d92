import type { EventDraft } from '../outbox.ts';
import type { LogEntry } from '../provisioning-log.ts';
import type { TenantId } from '../tenant-id.ts';
import type { MemoryState } from './memory-state.ts';

/** Appends events. */
export function storeEvents(state: MemoryState, tenant: TenantId, events: readonly EventDraft[]): void {
  for (const event of events) state.events.push({ ...event, tenant, seq: nextSeq(state) });
}

/** Appends log entries. */
export function storeLog(state: MemoryState, tenant: TenantId, entries: readonly LogEntry[]): void {
  for (const entry of entries) state.log.push({ tenant, seq: nextSeq(state), entry });
}

function nextSeq(state: MemoryState): number {
  state.lastSeq += 1;
  return state.lastSeq;
}
