/** Something that an administrator did. It names no secret and no person of a customer. */
export interface AuditEntry {
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
  /** Who: `admin-token:1` of the host's configuration, `cli:` and a user of its machine, `link:` and the id of a hand-over link. */
  readonly actor: string;
  /** What, such as `issueToken`. */
  readonly action: string;
  /** The id of the connector and the name of the tenant that it was about, as they were called then. */
  readonly connector: string | undefined;
  readonly tenant: string | undefined;
  /** The id of what it was about within the tenant, such as that of a token. */
  readonly subject: string | undefined;
}

/** A stored entry; `seq` grows in the order of storing. */
export interface StoredAuditEntry extends AuditEntry {
  readonly seq: number;
}

/** Which entries to read; what is left out does not matter. */
export interface AuditQuery {
  readonly connector?: string | undefined;
  readonly tenant?: string | undefined;
  /** Older than this one. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** What administrators did. Entries stay when their tenant goes, and nothing changes them. */
export interface AuditTrail {
  append(entry: AuditEntry): Promise<void>;
  /** The newest first. */
  read(query: AuditQuery): Promise<readonly StoredAuditEntry[]>;
}
