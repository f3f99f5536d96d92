import type { TenantId } from './tenant-id.ts';

/**
 * One request with a valid token in the tenant's provisioning log. The entry belongs to the tenant: it names the person by the value
 * that Entra matches by, and holds no other value.
 */
export interface LogEntry {
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
  readonly requestId: string;
  readonly method: string;
  /** Such as `create` or `modify`. */
  readonly operation: string;
  readonly resourceType: string | undefined;
  readonly resourceId: string | undefined;
  /** The `userName` or `displayName` of the resource, if known. */
  readonly subject: string | undefined;
  readonly status: number;
  readonly scimType: string | undefined;
  /** The `detail` of the error response. */
  readonly detail: string | undefined;
  /** The paths that changed. */
  readonly changed: readonly string[];
  /** The paths that the request wrote, where they differ from `changed`. */
  readonly written: readonly string[];
  /** The unmapped paths of the request. */
  readonly ignored: readonly string[];
  /** The paths refused beside a disable, which was done without them. */
  readonly leftOut: readonly string[];
  /** The departures that the request used. */
  readonly departures: readonly string[];
  /** The filter of a query without its operands. */
  readonly filter: string | undefined;
}

/** A stored entry; `seq` grows in the order of storing. */
export interface StoredLogEntry extends LogEntry {
  readonly seq: number;
}

/** The key of an entry in the order of a tenant's log: by time, then by `seq`. */
export interface LogKey {
  readonly at: string;
  readonly seq: number;
}

/** Which entries to read; an unset field matches all. */
export interface LogQuery {
  /** Entries about one of these: subjects ignore case, resource ids are exact. */
  readonly about?:
    | { readonly subjects: readonly string[]; readonly resourceIds: readonly string[] }
    | undefined;
  readonly operation?: string | undefined;
  /** The lowest and the highest status. */
  readonly status?: { readonly from: number; readonly to: number } | undefined;
  /** Only entries with `leftOut` paths. */
  readonly hasLeftOut?: true | undefined;
  /** At that time or later. */
  readonly since?: string | undefined;
  /** Before that time. */
  readonly until?: string | undefined;
  /** Only entries behind this one, which are older. */
  readonly before?: LogKey | undefined;
  /** The largest number of entries. */
  readonly limit: number;
}

/**
 * A page of the log, newest entry first. Pass `next` as `before` for the next page; it is undefined at the end. A page may have fewer
 * entries than `limit`, or none, and still a `next`: one call reads a limited number of entries.
 */
export interface LogPage {
  readonly entries: readonly StoredLogEntry[];
  readonly next: LogKey | undefined;
}

/** The latest failed write of each person, group or other resource, newest first. */
export interface Unresolved {
  readonly entries: readonly StoredLogEntry[];
  /** Whether all failures in the log were read, and not only the newest. */
  readonly isWhole: boolean;
}

/** The provisioning log of each tenant. The entry of a write is stored in its commit; entries of reads are appended in batches. */
export interface ProvisioningLog {
  append(tenant: TenantId, entries: readonly LogEntry[]): Promise<void>;
  /** The entries of a tenant, newest first. */
  read(tenant: TenantId, query: LogQuery): Promise<LogPage>;
  /** The number of entries by status since that time, of the newest `max`. */
  countByStatus(
    tenant: TenantId,
    query: { readonly since: string; readonly max: number },
  ): Promise<ReadonlyMap<number, number>>;
  /**
   * The people, groups and other resources whose latest write failed. A later successful write with the same name or id resolves the
   * failure; a read does not. It reads the newest `max` failures.
   */
  unresolved(tenant: TenantId, query: { readonly max: number }): Promise<Unresolved>;
  /** Deletes the entries older than that time in every tenant and returns their number. */
  prune(before: string): Promise<number>;
}
