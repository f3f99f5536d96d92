import type { AuditTrail } from './audit-trail.ts';
import type { ClockStore } from './clock-store.ts';
import type { DefinitionStore } from './definition-store.ts';
import type { ErasureStore } from './erasure-store.ts';
import type { HandOverStore } from './hand-over-store.ts';
import type { ListenerStore } from './listener-store.ts';
import type { Outbox } from './outbox.ts';
import type { ProvisioningLog } from './provisioning-log.ts';
import type { ResourceStore } from './resource-store.ts';
import type { TenantStore } from './tenant-store.ts';
import type { TokenStore } from './token-store.ts';

/** The size of the database files before and after a vacuum, in bytes. */
export interface Vacuumed {
  readonly before: number;
  readonly after: number;
  /** Whether the write-ahead log is empty; false while a connection was reading. */
  readonly isScrubbed: boolean;
}

/** Everything that a server stores, behind one port for each kind. */
export interface Store {
  readonly resources: ResourceStore;
  readonly tenants: TenantStore;
  readonly tokens: TokenStore;
  readonly handOvers: HandOverStore;
  readonly log: ProvisioningLog;
  readonly outbox: Outbox;
  readonly listeners: ListenerStore;
  readonly definitions: DefinitionStore;
  readonly audit: AuditTrail;
  readonly clock: ClockStore;
  readonly erasure: ErasureStore;
  /**
   * 32 random bytes that were made with the database and never change. Every server over it seals its cursors with them. No client
   * ever sees them.
   */
  secret(): Promise<Uint8Array>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  /**
   * Removes deleted data from the database files, including the write-ahead log. It does nothing for a database that does not offer
   * that.
   *
   * @returns false when a connection was reading, so that the write-ahead log is not empty
   */
  scrub(): Promise<boolean>;
  /**
   * Rewrites the database files without deleted data, as small as possible. It needs free space for a second copy, and writes wait
   * meanwhile.
   *
   * @returns the sizes; undefined for a database that does this by itself
   */
  vacuum(): Promise<Vacuumed | undefined>;
  /**
   * Deletes the next portion of rows that removed groups and tenants left behind, in its own commit, so that other writes get their
   * turn. No read shows these rows, and any host may continue. It visits a removed tenant again after an hour, because requests in
   * progress may have written after the removal.
   *
   * @param now - UTC, ISO 8601 with milliseconds
   * @returns how many rows were deleted; undefined when there is nothing to do at that time
   */
  sweep(now: string): Promise<number | undefined>;
  /**
   * The database's error code since a write found the disk full, until a `probe` succeeds; undefined otherwise.
   */
  diskFull(): string | undefined;
  /**
   * Writes as many bytes as a large resource has and deletes them, to find out whether the disk has room.
   *
   * @throws StoreUnavailable while it has none, or the database is unreachable
   */
  probe(): Promise<void>;
  /** Finishes the work in progress and closes the database. */
  close(): Promise<void>;
}
