import type { AuditTrail } from './audit-trail.ts';
import type { ClockStore } from './clock-store.ts';
import type { DerivationStore } from './derivation-store.ts';
import type { ErasureStore } from './erasure-store.ts';
import type { HandOverStore } from './hand-over-store.ts';
import type { ListenerStore } from './listener-store.ts';
import type { Outbox } from './outbox.ts';
import type { ProvisioningLog } from './provisioning-log.ts';
import type { ResourceStore } from './resource-store.ts';
import type { TenantStore } from './tenant-store.ts';
import type { TokenStore } from './token-store.ts';

/** What came of writing the files of a database anew: their size in bytes. */
export interface Vacuumed {
  readonly before: number;
  readonly after: number;
  /** Whether the write-ahead log is empty; not where somebody was reading. */
  readonly isScrubbed: boolean;
}

/** Everything a server keeps, behind one port for each kind. */
export interface Store {
  readonly resources: ResourceStore;
  readonly tenants: TenantStore;
  readonly tokens: TokenStore;
  readonly handOvers: HandOverStore;
  readonly log: ProvisioningLog;
  readonly outbox: Outbox;
  readonly listeners: ListenerStore;
  readonly derivations: DerivationStore;
  readonly audit: AuditTrail;
  readonly clock: ClockStore;
  readonly erasure: ErasureStore;
  /**
   * 32 random bytes that were made with the database and never change: every server over it seals by them what it gives
   * clients to bring back. No client ever sees them.
   */
  secret(): Promise<Uint8Array>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  /**
   * Sees to it, as far as the database lets it, that what was deleted is not in its files any more: not in those of the
   * write-ahead log either. Of some databases nothing can be asked; there it does nothing.
   *
   * @returns false when somebody was reading, so that the write-ahead log still has something
   */
  scrub(): Promise<boolean>;
  /**
   * Writes the files of the database anew, with what it holds now and nothing else, and makes them as small as that. It takes
   * room for the whole once more, and nothing can be written meanwhile.
   *
   * @returns the size before and after; undefined of a database that sees to that by itself, where it does nothing
   */
  vacuum(): Promise<Vacuumed | undefined>;
  /**
   * Deletes the next portion of what removed groups and tenants left behind, in a commit of its own, so that other writes have their
   * turn before the next one. Nothing shows what is left; it stands in the database, so that whoever opens it next goes on.
   * Of a removed tenant it looks once more an hour later: requests under way may have written after its removal.
   *
   * @param now - UTC, ISO 8601 with milliseconds
   * @returns how many rows were deleted; undefined when there is nothing to do at that time
   */
  sweep(now: string): Promise<number | undefined>;
  /**
   * The database's own code of why a write found no room on the disk, from then until a `probe` works; undefined while
   * nothing is known of that.
   */
  lackOfRoom(): string | undefined;
  /**
   * Writes as much as a large resource takes, and takes it out again, to find out whether there is room.
   *
   * @throws StoreUnavailable while there is none, or the database is away
   */
  probe(): Promise<void>;
  /** Finishes what is under way and lets the database go. */
  close(): Promise<void>;
}
