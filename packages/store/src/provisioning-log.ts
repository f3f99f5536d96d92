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
  /** The paths of the request that lie outside the connector's profile. */
  readonly ignored: readonly string[];
  /** The departures from the RFCs that the request made. */
  readonly departures: readonly string[];
  /** The filter of a query, its operands left out. */
  readonly filter: string | undefined;
}

/** A stored entry; `seq` grows in the order of storing. */
export interface StoredLogEntry extends LogEntry {
  readonly seq: number;
}

/** The provisioning log of each tenant. Entries of writes come in with their commit; those of reads in batches. */
export interface ProvisioningLog {
  append(tenant: TenantId, entries: readonly LogEntry[]): Promise<void>;
  /** At most `limit` entries before `seq`, the newest first. */
  read(
    tenant: TenantId,
    query: { readonly before: number | undefined; readonly limit: number },
  ): Promise<readonly StoredLogEntry[]>;
  /** Deletes, in every tenant, what is older than that time; returns how many entries. */
  prune(before: string): Promise<number>;
}
