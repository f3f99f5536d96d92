import type { StoredHandOver } from '../hand-over-store.ts';
import type { Derivation } from '../derivation-store.ts';
import type { Listening } from '../listener-store.ts';
import type { StoredEvent } from '../outbox.ts';
import type { LogEntry } from '../provisioning-log.ts';
import type { TenantId } from '../tenant-id.ts';
import type { Tenant } from '../tenant-store.ts';
import type { StoredToken } from '../token-store.ts';
import { emptyRecords, type TenantRecords } from './tenant-records.ts';

/** How far the delivery of an event is. */
export interface Delivery {
  /** When it may be claimed; empty for at once. */
  readonly due: string;
  readonly owner: string | undefined;
  readonly attempts: number;
  /** When it was delivered or skipped. */
  readonly settled: string | undefined;
  /** What the handler said when it last failed. */
  readonly error: string | undefined;
  /** Whether the event loses what it holds once it is settled. */
  readonly isErased: boolean;
}

/** Everything that one memory store keeps. */
export interface MemoryState {
  readonly tenants: Map<TenantId, Tenant>;
  readonly tokens: Map<string, StoredToken>;
  readonly handOvers: Map<string, StoredHandOver>;
  readonly records: Map<TenantId, TenantRecords>;
  /** By connector and type. */
  readonly derivations: Map<string, Derivation>;
  events: StoredEvent[];
  /** By the `seq` of the event; none for one that nobody touched. */
  readonly deliveries: Map<number, Delivery>;
  listening: Listening;
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
  return {
    tenants: new Map(),
    tokens: new Map(),
    handOvers: new Map(),
    records: new Map(),
    derivations: new Map(),
    events: [],
    deliveries: new Map(),
    listening: { since: undefined, last: undefined },
    log: [],
    lastSeq: 0,
  };
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

const untouched: Delivery = {
  due: '',
  owner: undefined,
  attempts: 0,
  settled: undefined,
  error: undefined,
  isErased: false,
};

/**
 * How far the delivery of the event with that `seq` is.
 *
 * @example
 * deliveryOf(emptyState(), 1).attempts; // 0
 */
export function deliveryOf(state: MemoryState, seq: number): Delivery {
  return state.deliveries.get(seq) ?? untouched;
}
