import type { Stored } from '../resource-store.ts';

/** The resources and memberships of one tenant. */
export interface TenantRecords {
  readonly resources: Map<string, Stored>;
  /** The search documents, of resources that have one. */
  readonly documents: Map<string, string>;
  /** The resource that holds each unique value, by its type, path and key. */
  readonly holders: Map<string, string>;
  /** The unique values that each resource holds. */
  readonly held: Map<string, Set<string>>;
  /** The members of each group, and the groups of each member. */
  readonly members: Map<string, Set<string>>;
  readonly groups: Map<string, Set<string>>;
  /** The ids of removed resources. */
  readonly removed: Set<string>;
}

/**
 * The records of an empty tenant.
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
