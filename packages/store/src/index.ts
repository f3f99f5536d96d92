export type { Clash, Derivation, DerivationStore, Derived, Rederived } from './derivation-store.ts';
export {
  fairQueue,
  type FairQueue,
  type FairQueueOptions,
  type NoPlace,
  type Release,
} from './fair-queue.ts';
export type { HandOverStore, Redemption, StoredHandOver } from './hand-over-store.ts';
export { memoryStore } from './memory/memory-store.ts';
export { MOST_GROUPS, nearestGroups } from './nearest-groups.ts';
export {
  memberEvents,
  type Backlog,
  type Claim,
  type ClaimedEvent,
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
  LogPosition,
  LogQuery,
  ProvisioningLog,
  StoredLogEntry,
  Unresolved,
} from './provisioning-log.ts';
export {
  WALK_KEY_LENGTH,
  type Change,
  type ChangeResult,
  type FindQuery,
  type Outcome,
  type Page,
  type Position,
  type ReadSignal,
  type ResourceStore,
  type Stored,
  type StoredMember,
  type StoredMembership,
  type WalkPage,
  type WalkQuery,
} from './resource-store.ts';
export type { AuditEntry, AuditQuery, AuditTrail, StoredAuditEntry } from './audit-trail.ts';
export type { Store } from './store.ts';
export { SearchStopped, StoreBusy, StoreFault, StoreUnavailable, type StopReason } from './store-fault.ts';
export type { TenantId } from './tenant-id.ts';
export type { Tenant, TenantQuery, TenantStore } from './tenant-store.ts';
export { isAkin, isLive, type IssueLimits, type StoredToken, type TokenStore } from './token-store.ts';
export { newestOfEach, WRITES, type About } from './unresolved.ts';
