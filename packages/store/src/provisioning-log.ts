import type { TenantId } from './tenant-id.ts';

/**
 * One request of a client with a valid token, as the tenant's provisioning log keeps it. It is the tenant's data: it
 * names the person by what Entra matches by, and holds no other value.
 */
export interface LogEntry {
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
  readonly requestId: string;
  readonly method: string;
  /** What was asked for, such as `create` or `modify`. */
  readonly operation: string;
  readonly resourceType: string | undefined;
  readonly resourceId: string | undefined;
  /** The `userName` or `displayName` of the resource, where it is known. */
  readonly subject: string | undefined;
  readonly status: number;
  readonly scimType: string | undefined;
  /** The `detail` that the client was shown. */
  readonly detail: string | undefined;
  /** The paths that changed. */
  readonly changed: readonly string[];
  /** The paths that a change wrote, where they are not just those that changed. */
  readonly written: readonly string[];
  /** The paths of the request that lie outside the connector's profile. */
  readonly ignored: readonly string[];
  /** The paths that were left out beside a disable, because they were refused. */
  readonly leftOut: readonly string[];
  /** The departures from the RFCs that the request made. */
  readonly departures: readonly string[];
  /** The filter of a query, its operands left out. */
  readonly filter: string | undefined;
}

/** A stored entry; `seq` grows in the order of storing. */
export interface StoredLogEntry extends LogEntry {
  readonly seq: number;
}

/** A place in a tenant's log: times can be equal, so that `seq` decides then. */
export interface LogPosition {
  readonly at: string;
  readonly seq: number;
}

/** Which entries to read; what is left out does not matter. */
export interface LogQuery {
  /** Those about one of these: subjects are compared without case, ids of resources exactly. */
  readonly about?:
    { readonly subjects: readonly string[]; readonly resourceIds: readonly string[] } | undefined;
  readonly operation?: string | undefined;
  /** The lowest and the highest status. */
  readonly status?: { readonly from: number; readonly to: number } | undefined;
  /** Those alone that left something out. */
  readonly hasLeftOut?: true | undefined;
  /** At that time or later. */
  readonly since?: string | undefined;
  /** Before that time. */
  readonly until?: string | undefined;
  /** Older than this place. */
  readonly before?: LogPosition | undefined;
  /** At most so many entries. */
  readonly limit: number;
}

/**
 * A page of the log, the newest entry first. `next` is where to go on; undefined at the end. A page may have fewer
 * entries than were asked for, or none, and a `next` all the same: one reading looks at a bounded number of entries.
 */
export interface LogPage {
  readonly entries: readonly StoredLogEntry[];
  readonly next: LogPosition | undefined;
}

/** Whose latest attempt failed: the newest entry of each, the newest first. */
export interface Unresolved {
  readonly entries: readonly StoredLogEntry[];
  /** Whether every failure in the log was looked at, and not only the newest. */
  readonly isWhole: boolean;
}

/** The provisioning log of each tenant. Entries of writes come in with their commit; those of reads in batches. */
export interface ProvisioningLog {
  append(tenant: TenantId, entries: readonly LogEntry[]): Promise<void>;
  /** The entries of a tenant, the newest first. */
  read(tenant: TenantId, query: LogQuery): Promise<LogPage>;
  /** How many entries each status has since that time, of the newest `most`. */
  tally(
    tenant: TenantId,
    query: { readonly since: string; readonly most: number },
  ): Promise<ReadonlyMap<number, number>>;
  /**
   * The people, groups and other resources whose latest write failed. A later write about the same, by name or by id, that
   * succeeded takes them out; a read does not. It looks at the newest `most` failures in the log.
   */
  unresolved(tenant: TenantId, query: { readonly most: number }): Promise<Unresolved>;
  /** Deletes, in every tenant, what is older than that time; returns how many entries. */
  prune(before: string): Promise<number>;
}
