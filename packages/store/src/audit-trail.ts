/** One action of an administrator. It names no secret and no person of a customer. */
export interface AuditEntry {
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
  /** `admin-token:1` of the host's configuration, `cli:` and a user of its machine, or `link:` and the id of a hand-over link. */
  readonly actor: string;
  /** Such as `issueToken`. */
  readonly action: string;
  /** The connector's id and the tenant's name at that time. */
  readonly connector: string | undefined;
  readonly tenant: string | undefined;
  /** The id of the object within the tenant, such as a token's. */
  readonly subject: string | undefined;
}

/** A stored entry; `seq` grows in the order of storing. */
export interface StoredAuditEntry extends AuditEntry {
  readonly seq: number;
}

/** Which entries to read; an unset field matches all. */
export interface AuditQuery {
  readonly connector?: string | undefined;
  readonly tenant?: string | undefined;
  /** Only entries with a lower `seq`. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** The actions of administrators. An entry never changes, and stays when its tenant is removed. */
export interface AuditTrail {
  append(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  read(query: AuditQuery): Promise<readonly StoredAuditEntry[]>;
}
