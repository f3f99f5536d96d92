import type { StoredEvent } from '../outbox.ts';
import type { LogEntry } from '../provisioning-log.ts';
import type { TenantId } from '../tenant-id.ts';
import type { Tenant } from '../tenant-store.ts';
import type { StoredToken } from '../token-store.ts';
import { emptyRecords, type TenantRecords } from './tenant-records.ts';

/** Everything that one memory store keeps. */
export interface MemoryState {
  readonly tenants: Map<TenantId, Tenant>;
  readonly tokens: Map<string, StoredToken>;
  readonly records: Map<TenantId, TenantRecords>;
  events: StoredEvent[];
  log: { readonly tenant: TenantId; readonly seq: number; readonly entry: LogEntry }[];
  /** The last `seq` that was given to an event or a log entry. */
  lastSeq: number;
}

/**
 * The state of a store that keeps nothing yet.
 *
 * @example
 * emptyState().tenants.size; // 0
 */
export function emptyState(): MemoryState {
  return { tenants: new Map(), tokens: new Map(), records: new Map(), events: [], log: [], lastSeq: 0 };
}

/**
 * The records of a tenant, made when they are first asked for.
 *
 * @example
 * recordsOf(state, tenant).resources.size; // 0
 */
export function recordsOf(state: MemoryState, tenant: TenantId): TenantRecords {
  const known = state.records.get(tenant);
  if (known !== undefined) return known;
  const records = emptyRecords();
  state.records.set(tenant, records);
  return records;
}
