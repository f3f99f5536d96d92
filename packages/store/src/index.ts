export { memoryStore } from './memory/memory-store.ts';
export { memberEvents, type EventDraft, type EventType, type Outbox, type StoredEvent } from './outbox.ts';
export type { LogEntry, ProvisioningLog, StoredLogEntry } from './provisioning-log.ts';
export type {
  Change,
  ChangeResult,
  FindQuery,
  Outcome,
  Page,
  ResourceStore,
  Stored,
  StoredMember,
} from './resource-store.ts';
export type { Store } from './store.ts';
export { StoreFault, StoreUnavailable } from './store-fault.ts';
export type { TenantId } from './tenant-id.ts';
export type { Tenant, TenantStore } from './tenant-store.ts';
export { isLive, type StoredToken, type TokenStore } from './token-store.ts';
