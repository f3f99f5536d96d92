/** The definition that the index entries and search documents of a resource type follow. */
export interface Definition {
  /** A hash of what the connector defines. */
  readonly definition: string;
  /** Since when all of them follow it: UTC, ISO 8601 with milliseconds. */
  readonly since: string;
}

/**
 * One definition for each resource type of a connector, shared by all hosts of a database. When a connector defines indexes or
 * searches in another way, the host reindexes every resource of the type and then sets the new definition.
 */
export interface DefinitionStore {
  /** Undefined when none was set. */
  get(connector: string, type: string): Promise<Definition | undefined>;
  /** Stores a definition in the place of the one before. */
  set(connector: string, type: string, definition: Definition): Promise<void>;
}
