export type { ClockMark, ClockStore } from './clock-store.ts';
export type { Definition, DefinitionStore } from './definition-store.ts';
export { type ErasureStore, type Traces } from './erasure-store.ts';

export type { HandOverStore, Redemption, StoredHandOver } from './hand-over-store.ts';
export { type ListenerRecord, type ListenerStore } from './listener-store.ts';
export { memoryStore } from './memory/memory-store.ts';

export {
  type Backlog,
  type ClaimedEvent,
  type ClaimResult,
  type DeliveryOutcome,
  type EventDraft,
  type EventType,
  type FailingEvent,
  type Outbox,
  type StoredEvent,
} from './outbox.ts';
export type {
  LogEntry,
  LogPage,
  LogKey,
  LogQuery,
  ProvisioningLog,
  StoredLogEntry,
  Unresolved,
} from './provisioning-log.ts';
export {
  type Change,
  type ChangeResult,
  type FindQuery,
  type Outcome,
  type Page,
  type PageKey,
  type ReadSignal,
  type ResourceStore,
  type Stored,
  type StoredMember,
  type StoredMembership,
  type KeysetPage,
  type KeysetQuery,
} from './resource-store.ts';
export type { AuditEntry, AuditQuery, AuditTrail, StoredAuditEntry } from './audit-trail.ts';
export type { Store, Vacuumed } from './store.ts';
export { SearchStopped, StoreBusy, StoreFault, StoreUnavailable, type StopReason } from './store-fault.ts';
export type { TenantId } from './tenant-id.ts';
export type { Tenant, TenantQuery, TenantStore } from './tenant-store.ts';
export { isLive, type IssueLimits, type StoredToken, type TokenStore } from './token-store.ts';
