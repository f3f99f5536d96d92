import type { JsonObject } from '@scimwright/core';
import type { TenantId } from './tenant-id.ts';

/** What the vendor's product can be told about. */
export type EventType =
  | 'user.created'
  | 'user.updated'
  | 'user.disabled'
  | 'user.enabled'
  | 'user.deleted'
  | 'group.created'
  | 'group.updated'
  | 'group.deleted'
  | 'group.members.added'
  | 'group.members.removed'
  | 'resource.created'
  | 'resource.updated'
  | 'resource.deleted';

/** An event that is about to be stored. */
export interface EventDraft {
  readonly type: EventType;
  readonly resourceType: string;
  readonly resourceId: string;
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
  readonly data: JsonObject;
}

/** A stored event; `seq` grows in commit order and is the idempotency key. */
export interface StoredEvent extends EventDraft {
  readonly seq: number;
  readonly tenant: TenantId;
}

/** An event that was claimed for delivery; nobody else gets it before its lease ends. */
export interface ClaimedEvent extends StoredEvent {
  /** 1 for the first delivery, one more with each claim. */
  readonly attempt: number;
  /** Whose event it is; undefined when it came in while its tenant was being deleted. */
  readonly customer: { readonly connector: string; readonly name: string } | undefined;
}

/** What a claim came to. */
export interface Claim {
  readonly events: readonly ClaimedEvent[];
  /** When there may be more to claim: now, unless it is later; undefined when nothing is pending. */
  readonly next: string | undefined;
}

/** What became of a delivery: it was taken, or is to be tried again from that time on. */
export type DeliveryOutcome =
  | { readonly kind: 'delivered'; readonly seq: number }
  | {
      readonly kind: 'retry';
      readonly seq: number;
      readonly at: string;
      /** What the handler said; where it is left out, what it said before stays. */
      readonly error?: string | undefined;
    };

/** How much is waiting to be delivered. */
export interface Backlog {
  readonly pending: number;
  /** The time of the oldest pending event. */
  readonly oldest: string | undefined;
  /** How many of them were tried and not taken. */
  readonly failing: number;
}

/** A pending event that was tried and not taken. Later events of its resource wait behind it. */
export interface FailingEvent extends StoredEvent {
  readonly attempts: number;
  /** When it is tried again, or the lease of a try under way ends. */
  readonly due: string;
  /** What the handler said when it last failed; undefined when nobody noted it. */
  readonly error: string | undefined;
}

/**
 * Events, written in the same commit as the change they tell of, and how far their delivery is. An event is pending
 * until it is settled: delivered or skipped. Times are UTC, ISO 8601 with milliseconds.
 *
 * Those who deliver claim events, hand them over and settle them. A claim is a lease: when its owner dies, others get
 * the event after `leaseUntil`. So each event is delivered at least once, those of one resource one after the other,
 * and no event to two at a time while the clocks of the hosts agree.
 */
export interface Outbox {
  /**
   * At most `limit` events after `seq`, of one tenant or of all, in order; settled ones too, until they are pruned. Those
   * of one resource are numbered in the order of their commits. Where several hosts write, an event of another resource
   * may come in later with a lower number: this is for looking; who must not miss one claims.
   */
  read(query: {
    readonly tenant: TenantId | undefined;
    readonly after: number;
    readonly limit: number;
  }): Promise<readonly StoredEvent[]>;
  /**
   * Leases at most `limit` events, never more than one of a resource: its earliest pending one, unless that is leased
   * or to be tried later. It costs the same however many events were settled before.
   */
  claim(query: {
    /** Who claims; unique to each process that delivers. */
    readonly owner: string;
    readonly now: string;
    readonly leaseUntil: string;
    readonly limit: number;
  }): Promise<Claim>;
  /** Says what became of claimed events. What the owner does not hold any more is left as it is. */
  settle(settling: {
    readonly owner: string;
    readonly now: string;
    readonly outcomes: readonly DeliveryOutcome[];
  }): Promise<void>;
  /**
   * Gives an event up, so that those behind it go on; a handler that has it at this moment is not interrupted.
   *
   * @returns false when the tenant has no such pending event
   */
  skip(tenant: TenantId, seq: number, now: string): Promise<boolean>;
  /** What is pending, of one tenant or of all. */
  backlog(tenant: TenantId | undefined): Promise<Backlog>;
  /** At most `limit` failing events, of one tenant or of all, each tenant's in order. */
  failing(query: {
    readonly tenant: TenantId | undefined;
    readonly limit: number;
  }): Promise<readonly FailingEvent[]>;
  /** Deletes, in every tenant, what was settled before that time; returns how many events. Pending ones stay. */
  prune(before: string): Promise<number>;
}

/**
 * The events for the members that really came and went in one change; none for an empty list.
 *
 * @example
 * memberEvents({ type: 'Group', id: 'g1', at: '2026-01-31T12:00:00.000Z' }, ['u1'], []).length; // 1
 */
export function memberEvents(
  group: { readonly type: string; readonly id: string; readonly at: string },
  added: readonly string[],
  removed: readonly string[],
): readonly EventDraft[] {
  const event = (type: EventType, members: readonly string[]): readonly EventDraft[] =>
    members.length === 0
      ? []
      : [{ type, resourceType: group.type, resourceId: group.id, at: group.at, data: { members } }];
  return [...event('group.members.removed', removed), ...event('group.members.added', added)];
}
