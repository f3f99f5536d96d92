import type { JsonObject } from '@scimwright/core';
import type { TenantId } from './tenant-id.ts';

/** What an event tells the product. */
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

/** An event to store. */
export interface EventDraft {
  readonly type: EventType;
  readonly resourceType: string;
  readonly resourceId: string;
  /** UTC, ISO 8601 with milliseconds. */
  readonly at: string;
  readonly data: JsonObject;
}

/** A stored event. `seq` grows in commit order; use it as the idempotency key. */
export interface StoredEvent extends EventDraft {
  readonly seq: number;
  readonly tenant: TenantId;
}

/** An event claimed for delivery; no other host gets it before its lease ends. */
export interface ClaimedEvent extends StoredEvent {
  /** 1 for the first claim, one more with each. */
  readonly attempt: number;
  /** The tenant of the event; undefined when the tenant was removed while the event was being stored. */
  readonly customer: { readonly connector: string; readonly name: string } | undefined;
}

/** The result of a claim. */
export interface ClaimResult {
  readonly events: readonly ClaimedEvent[];
  /** When to claim again: at once if it is past; undefined when nothing is pending. */
  readonly next: string | undefined;
}

/** The outcome of a delivery: delivered, or to be tried again from `at` on. */
export type DeliveryOutcome =
  | { readonly kind: 'delivered'; readonly seq: number }
  | {
      readonly kind: 'retry';
      readonly seq: number;
      readonly at: string;
      /** The handler's error; unset keeps the one before. */
      readonly error?: string | undefined;
    };

/** The pending events in numbers. */
export interface Backlog {
  readonly pending: number;
  /** The time of the oldest pending event. */
  readonly oldest: string | undefined;
  /** How many of them were tried and failed. */
  readonly failing: number;
}

/** A pending event whose delivery failed. Later events of its resource wait behind it. */
export interface FailingEvent extends StoredEvent {
  readonly attempts: number;
  /** When it is tried again, or when the lease of the current try ends. */
  readonly due: string;
  /** The handler's last error; undefined when none was recorded. */
  readonly error: string | undefined;
}

/**
 * Events, stored in the same commit as the change that they are about, and the state of their delivery. An event is pending until it is
 * settled: delivered or skipped. Times are UTC, ISO 8601 with milliseconds.
 *
 * A host claims events, delivers them and acknowledges them. A claim is a lease: when its owner dies, another host gets the event after
 * `leaseUntil`. So each event is delivered at least once, the events of one resource one after the other, and no event twice at a time
 * while the clocks of the hosts agree.
 */
export interface Outbox {
  /**
   * At most `limit` events behind `after`, of one tenant or of all, in order, including settled events that are not pruned yet. The
   * events of one resource are numbered in commit order. Where several hosts write, an event of another resource may appear later
   * with a lower number, so use `claim` where you must not miss one.
   */
  read(query: {
    readonly tenant: TenantId | undefined;
    readonly after: number;
    readonly limit: number;
  }): Promise<readonly StoredEvent[]>;
  /**
   * Leases at most `limit` events and at most one of each resource: its earliest pending one, unless that is leased or to be tried
   * later. It costs the same however many events are settled.
   */
  claim(query: {
    /** Unique to each delivering process. */
    readonly owner: string;
    readonly now: string;
    readonly leaseUntil: string;
    readonly limit: number;
  }): Promise<ClaimResult>;
  /** Acknowledges claimed events; those whose lease has been lost are ignored. */
  acknowledge(query: {
    readonly owner: string;
    readonly now: string;
    readonly outcomes: readonly DeliveryOutcome[];
  }): Promise<void>;
  /**
   * Gives up an event, so that the events behind it are delivered. A handler that is running is not interrupted.
   *
   * @returns false when the tenant has no such pending event
   */
  skip(tenant: TenantId, seq: number, now: string): Promise<boolean>;
  /** The pending events of one tenant or of all. */
  backlog(tenant: TenantId | undefined): Promise<Backlog>;
  /** At most `limit` failing events of one tenant or of all, each tenant's in order. */
  failing(query: {
    readonly tenant: TenantId | undefined;
    readonly limit: number;
  }): Promise<readonly FailingEvent[]>;
  /** Deletes the events settled before that time in every tenant and returns their number. Pending events stay. */
  prune(before: string): Promise<number>;
}

/**
 * The events for the members really added and removed in one change; none for an empty list.
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
