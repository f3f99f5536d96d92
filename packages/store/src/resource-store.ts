import type { ResourceType } from '@scimwright/core';
import type { BoundFilter, CompareKey } from '@scimwright/core/filter';
import type { Sort, IndexEntry } from '@scimwright/core/resource';
import type { MemberDelta } from '@scimwright/core/patch';
import type { EventDraft } from './outbox.ts';
import type { LogEntry } from './provisioning-log.ts';
import type { TenantId } from './tenant-id.ts';

/** A resource as it is stored. Memberships are kept apart. */
export interface Stored {
  /** The name of its resource type, such as `User`. */
  readonly type: string;
  readonly id: string;
  /** 1 when created, one more with every change; the ETag. */
  readonly version: number;
  /** When it was created and last changed: UTC, ISO 8601 with milliseconds. */
  readonly created: string;
  readonly modified: string;
  /** The JSON text of its attributes (`Resource` of core), sent unchanged unless a projection is requested. */
  readonly body: string;
}

/**
 * How many characters of a text count in a sorted keyset page; then the id decides. The client carries the sort key of the last
 * resource to the next page, in a URL.
 */
export const MAX_SORT_KEY_LENGTH = 400;

/** A page of resources in the requested order, and the total. */
export interface Page {
  readonly total: number;
  /** The resources that fit into `bytes`; all of the page without it. */
  readonly items: readonly Stored[];
  /** The ids of the others, in order. Read them with `portions`. */
  readonly rest: readonly string[];
}

/** Ends a read early; an `AbortSignal` is one. */
export interface ReadSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Which resources to find. */
export interface FindQuery {
  readonly type: ResourceType;
  /**
   * For a type that is searched by its indexes, `findLookup` of core must recognise every comparison in it. For a type that is
   * searched by everything, any filter is allowed. It sees the search document, `id`, the `resourceType`, `created` and
   * `lastModified` of `meta`, the `value` and `type` of members, and the `value`, `type` and `display` of the groups that
   * `memberships` would return. Any other attribute has no value.
   */
  readonly filter: BoundFilter | undefined;
  /** The order, for a type that is searched by everything; equal resources are ordered by id. */
  readonly sort?: Sort | undefined;
  /** Stops a search that no index answers, when the client has gone. */
  readonly signal?: ReadSignal | undefined;
  /** 1-based. */
  readonly startIndex: number;
  /** The largest number of items; 0 counts only. */
  readonly count: number;
  /** A resource comes with the page while the bodies before it have fewer bytes of UTF-8 than this; 0 returns none. */
  readonly bytes?: number | undefined;
}

/** The last key of a keyset page. The next page begins behind it, even if that resource has been removed. */
export interface PageKey {
  readonly id: string;
  /** The sort key, in the form that this store compares; undefined when the resource has none or the page is not sorted. */
  readonly key?: CompareKey | undefined;
}

/** Which keyset page to read. A page ends early where the next resource does not fit into `bytes`. */
export interface KeysetQuery extends Pick<FindQuery, 'type' | 'filter' | 'sort' | 'signal' | 'bytes'> {
  /** `last` of the page before; undefined for the first page. */
  readonly after?: PageKey | undefined;
  /** The largest number of items. */
  readonly count: number;
  /** Whether to count the matches too, which costs as much as a list; without it, a page costs the same anywhere. */
  readonly isCounted: boolean;
}

/** A page that begins behind the last key of the page before. */
export interface KeysetPage {
  /** How many resources match; undefined unless `isCounted`. */
  readonly total: number | undefined;
  readonly items: readonly Stored[];
  /** The key of the last item; undefined without items. */
  readonly last: PageKey | undefined;
  /** Whether more resources follow. */
  readonly hasMore: boolean;
}

/** A member of a group; `type` is undefined when the tenant has no resource with that id. */
export interface StoredMember {
  readonly value: string;
  readonly type: string | undefined;
}

/** A group that a resource is in. */
export interface StoredMembership {
  /** The id of the group. */
  readonly group: string;
  /** The name of the group; undefined when it has none. */
  readonly label: string | undefined;
  /** True for a direct member; false when the resource is in it through another group. */
  readonly isDirect: boolean;
}

/**
 * One change of a batch. Times are UTC, ISO 8601 with milliseconds; `expected` is the version the resource must have.
 *
 * A change of members is relative, so that 200 concurrent ones do not conflict. The version changes only when a membership
 * does. The id of a removed resource is never added. The commit itself decides which members a filter removes, by their
 * `value` and `type`. For the members really added and removed, the store appends the events of `memberEvents` in the same commit.
 */
export type Change =
  | {
      readonly kind: 'create';
      readonly type: string;
      readonly id: string;
      readonly at: string;
      readonly body: string;
      /** `searchText` of core for the resource, when its type is searched by everything. */
      readonly document?: string | undefined;
      readonly entries: readonly IndexEntry[];
      readonly members: readonly string[];
    }
  | {
      readonly kind: 'update';
      readonly type: string;
      readonly id: string;
      readonly at: string;
      /** Undefined accepts any version, as after an earlier change of the same batch. */
      readonly expected: number | undefined;
      readonly body: string;
      readonly document?: string | undefined;
      /** The index entries that only the new body has, and those that only the old one had. */
      readonly entries: { readonly add: readonly IndexEntry[]; readonly drop: readonly IndexEntry[] };
      readonly members: MemberDelta;
    }
  | {
      readonly kind: 'members';
      readonly type: string;
      readonly id: string;
      readonly at: string;
      readonly expected: number | undefined;
      readonly members: MemberDelta;
    }
  | {
      /**
       * The resource leaves all its groups, which get a new version. The member rows of a large group are hidden at once and
       * deleted by `Store.sweep`.
       */
      readonly kind: 'remove';
      readonly type: string;
      readonly id: string;
      readonly at: string;
      readonly expected: number | undefined;
    }
  | {
      /**
       * Replaces the index entries and the search document, because the connector defines them in another way. Version and
       * time stay, and no event is stored. An entry whose unique value another resource holds is a `duplicate`; commit it again
       * as not unique, and a filter finds both resources.
       */
      readonly kind: 'reindex';
      readonly type: string;
      readonly id: string;
      /** The version of the body that the entries were made from. */
      readonly expected: number | undefined;
      readonly document?: string | undefined;
      readonly entries: readonly IndexEntry[];
    }
  | { readonly kind: 'event'; readonly event: EventDraft }
  | { readonly kind: 'log'; readonly entry: LogEntry };

/** The result of one change: the version of the resource after it, and the members really added and removed. */
export interface ChangeResult {
  readonly version: number;
  readonly modified: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Only of a `reindex`: whether any index entry or the search document is different now. */
  readonly isReindexed?: boolean;
}

/**
 * What a commit came to. When a change is refused, `change` is its place in the batch, and nothing of the batch is stored.
 * `results` has one entry for each change, undefined for removals, events and log entries.
 */
export type Outcome =
  | { readonly kind: 'done'; readonly results: readonly (ChangeResult | undefined)[] }
  | { readonly kind: 'duplicate'; readonly change: number; readonly path: string }
  | { readonly kind: 'stale'; readonly change: number }
  | { readonly kind: 'absent'; readonly change: number };

/**
 * Reads and writes resources: six reads and one write. An engine throws `StoreUnavailable` while the database cannot be used and
 * `StoreFault`, without any value in it, for every other fault. A search that no index answers may also throw `StoreBusy`
 * before it begins and `SearchStopped` while it runs.
 */
export interface ResourceStore {
  /** The resource with that type and id. */
  get(tenant: TenantId, type: string, id: string): Promise<Stored | undefined>;
  /** A page of the resources that match a filter, ordered by id unless sorted. */
  find(tenant: TenantId, query: FindQuery): Promise<Page>;
  /**
   * A keyset page of the resources that match a filter, ordered by id unless sorted. A resource that exists throughout is on
   * exactly one page, whatever is created or removed meanwhile. A page costs the same anywhere. Only the first
   * `MAX_SORT_KEY_LENGTH` characters of a text are sorted by.
   */
  keysetPage(tenant: TenantId, query: KeysetQuery): Promise<KeysetPage>;
  /**
   * The resources with these ids, in this order, in portions. Each portion is read when you ask for it; the bodies before its
   * last resource have fewer than `bytes` bytes. Removed resources are left out. You may empty a portion: the store does not
   * keep it.
   *
   * @param bytes - at least 1
   */
  portions(tenant: TenantId, ids: readonly string[], bytes: number): AsyncIterable<Stored[]>;
  /** The members of a group in order of id, from behind `after` on, in pages that are read when you ask for them. */
  members(tenant: TenantId, group: string, after?: string): AsyncIterable<readonly StoredMember[]>;
  /**
   * The groups of each of these resources, direct and through other groups, also where groups are members of each other. Direct
   * groups come first, then the groups of those, and so on, each level in order of id. A group appears once; there are
   * `MAX_GROUPS` at most. A resource in no group is not in the map.
   *
   * @param label - the attribute that names a group
   */
  memberships(
    tenant: TenantId,
    members: readonly string[],
    label: string,
  ): Promise<ReadonlyMap<string, readonly StoredMembership[]>>;
  /** Commits a batch: all of it, durably, or nothing. It resolves after the commit. */
  commit(tenant: TenantId, changes: readonly Change[]): Promise<Outcome>;
}
