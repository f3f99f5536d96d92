import type { Stored } from '../resource-store.ts';

/** The resources and memberships of one tenant. */
export interface TenantRecords {
  readonly resources: Map<string, Stored>;
  /** The search documents of those that have one. */
  readonly documents: Map<string, string>;
  /** Which resource holds a unique key; see `uniqueKey`. */
  readonly holders: Map<string, string>;
  /** The unique keys that each resource holds. */
  readonly held: Map<string, Set<string>>;
  /** The members of each group, and the groups of each member. */
  readonly members: Map<string, Set<string>>;
  readonly groups: Map<string, Set<string>>;
  /** Ids that belonged to a resource which was removed. */
  readonly removed: Set<string>;
}

/**
 * A tenant without anything in it.
 *
 * @example
 * emptyRecords().resources.size; // 0
 */
export function emptyRecords(): TenantRecords {
  return {
    resources: new Map(),
    documents: new Map(),
    holders: new Map(),
    held: new Map(),
    members: new Map(),
    groups: new Map(),
    removed: new Set(),
  };
}
