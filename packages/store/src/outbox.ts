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
  | 'group.members.removed';

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

/** Events, written in the same commit as the change they tell of. */
export interface Outbox {
  /** At most `limit` events after `seq`, of one tenant or of all, in order. */
  read(query: {
    readonly tenant: TenantId | undefined;
    readonly after: number;
    readonly limit: number;
  }): Promise<readonly StoredEvent[]>;
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
