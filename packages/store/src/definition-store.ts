/** The definition that the index entries and search documents of a resource type follow. */
export interface Definition {
  /** A hash of what the connector defines; empty while resources are reindexed, because they follow two definitions then. */
  readonly definition: string;
  /** Since when all of them follow it: UTC, ISO 8601 with milliseconds. */
  readonly since: string;
  /** What the host notes about its reindexing, such as how far it is, in a form of its own. */
  readonly progress?: string | undefined;
}

/**
 * One definition for each resource type of a connector, shared by all hosts of a database. When a connector defines indexes or
 * searches in another way, the host reindexes every resource of the type. It sets what it is at when it begins, now and then meanwhile,
 * and the new definition at the end.
 */
export interface DefinitionStore {
  /** Undefined when none was set. */
  get(connector: string, type: string): Promise<Definition | undefined>;
  /** Stores a definition in the place of the one before. */
  set(connector: string, type: string, definition: Definition): Promise<void>;
}
