import type { StoredHandOver } from '../hand-over-store.ts';
import type { ListenerRecord } from '../listener-store.ts';
import type { StoredEvent } from '../outbox.ts';
import type { LogEntry } from '../provisioning-log.ts';
import type { TenantId } from '../tenant-id.ts';
import type { Tenant } from '../tenant-store.ts';
import type { StoredToken } from '../token-store.ts';
import { emptyRecords, type TenantRecords } from './tenant-records.ts';

/** The state of an event's delivery. */
export interface Delivery {
  /** When it may be claimed; an empty text means at once. */
  readonly due: string;
  readonly owner: string | undefined;
  readonly attempts: number;
  /** When it was delivered or skipped. */
  readonly settled: string | undefined;
  /** The handler's last error. */
  readonly error: string | undefined;
  /** Whether the event is emptied when it is settled. */
  readonly isErased: boolean;
}

/** Everything that one memory store holds. */
export interface MemoryState {
  readonly tenants: Map<TenantId, Tenant>;
  readonly tokens: Map<string, StoredToken>;
  readonly handOvers: Map<string, StoredHandOver>;
  readonly records: Map<TenantId, TenantRecords>;
  events: StoredEvent[];
  /** By the `seq` of the event; none before its first claim. */
  readonly deliveries: Map<number, Delivery>;
  listening: ListenerRecord;
  log: { readonly tenant: TenantId; readonly seq: number; readonly entry: LogEntry }[];
  /** The last `seq` of an event or a log entry. */
  lastSeq: number;
}

/**
 * The state of an empty store.
 *
 * @example
 * emptyState().tenants.size; // 0
 */
export function emptyState(): MemoryState {
  return {
    tenants: new Map(),
    tokens: new Map(),
    handOvers: new Map(),
    records: new Map(),
    events: [],
    deliveries: new Map(),
    listening: { since: undefined, last: undefined },
    log: [],
    lastSeq: 0,
  };
}

/**
 * The records of a tenant, made at the first call.
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

const untouched: Delivery = {
  due: '',
  owner: undefined,
  attempts: 0,
  settled: undefined,
  error: undefined,
  isErased: false,
};

/**
 * The delivery of the event with that `seq`.
 *
 * @example
 * deliveryOf(emptyState(), 1).attempts; // 0
 */
export function deliveryOf(state: MemoryState, seq: number): Delivery {
  return state.deliveries.get(seq) ?? untouched;
}
