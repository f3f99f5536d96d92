import type { BoundFilter, CompareKey, IndexEntry, MemberDelta, ResourceType, Sort } from '@scimwright/core';
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
  /** The JSON text of its attributes (`Resource` of core), sent on as it is where no projection is asked for. */
  readonly body: string;
}

/**
 * So many characters of a text decide its place in a walk, and then the id: whoever walks carries the text of the last
 * resource along, in a URL.
 */
export const WALK_KEY_LENGTH = 400;

/** A page of resources in the order asked for, and how many there are in all. */
export interface Page {
  readonly total: number;
  /** Those that come with the page: all of it where no bound of bytes was given. */
  readonly items: readonly Stored[];
  /** The ids of the others, in their order: `portions` reads them. */
  readonly rest: readonly string[];
}

/** What ends a read before it is done; an `AbortSignal` is one. */
export interface ReadSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Which resources to find. */
export interface FindQuery {
  readonly type: ResourceType;
  /**
   * For a type that is searched by its indexes, every comparison in it must be one that `findLookup` of core recognises.
   * For one that is searched by everything it may be any, over the search document, `id`, the `resourceType`, `created`
   * and `lastModified` of `meta`, the `value` and `type` of members, and those and the `display` of the groups that a
   * resource is in, as many as `memberships` tells; whatever else there is has no value here.
   */
  readonly filter: BoundFilter | undefined;
  /** For a type that is searched by everything: in which order, and by id where it leaves that open. */
  readonly sort?: Sort | undefined;
  /** Stops a search that no index answers: whoever asked has gone. */
  readonly signal?: ReadSignal | undefined;
  /** 1-based. */
  readonly startIndex: number;
  /** At most so many items; 0 counts only. */
  readonly count: number;
  /**
   * Resources come with the page as long as the texts before them have less than so many bytes of UTF-8: of 0 none. All
   * come without it.
   */
  readonly bytes?: number | undefined;
}

/** Where a resource stands in an order: a walk goes on behind it, whether it is still there or not. */
export interface Position {
  readonly id: string;
  /** What it is sorted by, as the store that said so compares it; undefined where it has none, or nothing is sorted. */
  readonly key?: CompareKey | undefined;
}

/**
 * Which resources to walk through, and from where. A page ends where the next resource would not come with it by `bytes`:
 * the walk goes on there.
 */
export interface WalkQuery extends Pick<FindQuery, 'type' | 'filter' | 'sort' | 'signal' | 'bytes'> {
  /** The position that the page before ended with; from the first on without it. */
  readonly after?: Position | undefined;
  /** At most so many items. */
  readonly count: number;
  /** Whether all are counted too, which costs what a list does; a page without it costs the page. */
  readonly isCounted: boolean;
}

/** A page of a walk. */
export interface WalkPage {
  /** How many there are in all, if that was asked. */
  readonly total: number | undefined;
  readonly items: readonly Stored[];
  /** Where the last of the items stands; undefined without items. */
  readonly last: Position | undefined;
  /** Whether there are more behind them. */
  readonly hasMore: boolean;
}

/** A member of a group; `type` is undefined when no resource of the tenant has that id. */
export interface StoredMember {
  readonly value: string;
  readonly type: string | undefined;
}

/** A group that a resource is in. */
export interface StoredMembership {
  /** The id of the group. */
  readonly group: string;
  /** What the group is called; undefined when it has no such attribute. */
  readonly label: string | undefined;
  /** Whether the resource is a member of it itself; otherwise some group is that the resource is in. */
  readonly isDirect: boolean;
}

/**
 * One change of a batch. Times are UTC, ISO 8601 with milliseconds; `expected` is the version the resource must have.
 *
 * A change of members is relative, so that 200 at once do not disturb each other: the version moves only when a
 * membership did. An id that belonged to a deleted resource is not added. What a filter removes is decided inside the commit,
 * by the `value` and the `type` of each member, as `members` tells them. For the members that really came or went, the store itself appends the events of `memberEvents`, in the same commit.
 */
export type Change =
  | {
      readonly kind: 'create';
      readonly type: string;
      readonly id: string;
      readonly at: string;
      readonly body: string;
      /** What `searchText` of core yields for the resource: a type searched by everything has it. */
      readonly document?: string | undefined;
      readonly entries: readonly IndexEntry[];
      readonly members: readonly string[];
    }
  | {
      readonly kind: 'update';
      readonly type: string;
      readonly id: string;
      readonly at: string;
      /**
       * Undefined for whatever it has become: for a resource that an earlier change of the batch made, or whose version one
       * before that expected.
       */
      readonly expected: number | undefined;
      readonly body: string;
      readonly document?: string | undefined;
      /** The index entries that the new body has and the old one had not, and the other way round. */
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
       * The resource leaves every group it is in; those groups get a new version. Of a large group the rows of its members
       * are left to `Store.sweep`: nothing shows them any more.
       */
      readonly kind: 'remove';
      readonly type: string;
      readonly id: string;
      readonly at: string;
      readonly expected: number | undefined;
    }
  | { readonly kind: 'event'; readonly event: EventDraft }
  | { readonly kind: 'log'; readonly entry: LogEntry };

/** What became of a change of a resource: its version after it, and the members that really came and went. */
export interface ChangeResult {
  readonly version: number;
  readonly modified: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/**
 * What became of a batch. `change` is the place in the batch of the change that failed; nothing of the batch is stored
 * then. `results` has one entry for each change; those of events and log entries are undefined.
 */
export type Outcome =
  | { readonly kind: 'done'; readonly results: readonly (ChangeResult | undefined)[] }
  | { readonly kind: 'duplicate'; readonly change: number; readonly path: string }
  | { readonly kind: 'stale'; readonly change: number }
  | { readonly kind: 'absent'; readonly change: number };

/**
 * Where resources are kept: few reads, one write. Implementations throw `StoreUnavailable` when the database is away,
 * and a `StoreFault` without any value in it for whatever else goes wrong. Searches that no index answers may also be
 * refused with `StoreBusy` before they begin, and end with `SearchStopped`.
 */
export interface ResourceStore {
  /** The resource of that type and id. */
  get(tenant: TenantId, type: string, id: string): Promise<Stored | undefined>;
  /** The resources that a filter matches, a page of them, in order of id unless sorted. */
  find(tenant: TenantId, query: FindQuery): Promise<Page>;
  /**
   * A page of a walk through what a filter matches, in order of id unless sorted: what was there all the time is on one
   * page exactly, in its place, whatever came and went meanwhile. A page costs the same wherever it is. Of a text that is
   * sorted by, the first `WALK_KEY_LENGTH` characters count.
   */
  walk(tenant: TenantId, query: WalkQuery): Promise<WalkPage>;
  /**
   * The resources with some ids, in the order of these, in portions, each read when it is consumed: of one portion, the
   * texts before the last have less than so many bytes. Who is gone by then is left out. A portion belongs to whoever
   * consumes it, and can be emptied on the way: the store keeps nothing else of it.
   *
   * @param bytes - at least 1
   */
  portions(tenant: TenantId, ids: readonly string[], bytes: number): AsyncIterable<Stored[]>;
  /** The members of a group in order of id, in pages, read as they are consumed; those after `after`, if it is given. */
  members(tenant: TenantId, group: string, after?: string): AsyncIterable<readonly StoredMember[]>;
  /**
   * The groups that each of some resources is in, itself or through other groups, whatever circles those make: first the
   * groups that it is a member of, then the groups of these, and so on, those equally far in order of id, each once and
   * `MOST_GROUPS` of one resource at most. `label` is the attribute of groups by which they are called. Who is in no
   * group is not in the map.
   */
  memberships(
    tenant: TenantId,
    members: readonly string[],
    label: string,
  ): Promise<ReadonlyMap<string, readonly StoredMembership[]>>;
  /** Commits a batch: all of it, durably, or nothing. It answers after the commit. */
  commit(tenant: TenantId, changes: readonly Change[]): Promise<Outcome>;
}
