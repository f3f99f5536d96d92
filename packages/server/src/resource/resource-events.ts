import { changedPaths, type Resource, type ResourceType } from '@scimwright/core';
import type { Change, EventDraft, EventType } from '@scimwright/store';

type Verb = 'created' | 'updated' | 'disabled' | 'enabled' | 'deleted';

/** Of any other type there is one set of events, which name the type. */
const RESOURCE_EVENTS: Readonly<Partial<Record<Verb, EventType>>> = {
  created: 'resource.created',
  updated: 'resource.updated',
  deleted: 'resource.deleted',
};

/** Which event tells of what happened to a resource of each type. */
const EVENTS: Readonly<Record<string, Readonly<Partial<Record<Verb, EventType>>>>> = {
  User: {
    created: 'user.created',
    updated: 'user.updated',
    disabled: 'user.disabled',
    enabled: 'user.enabled',
    deleted: 'user.deleted',
  },
  Group: { created: 'group.created', updated: 'group.updated', deleted: 'group.deleted' },
};

/**
 * The events that tell the vendor's product what became of a resource: from nothing to something, from one state to
 * another, or to nothing. Turning `active` is an event of its own.
 *
 * @example
 * resourceEvents({ type: userType, id: '2819', at, before: undefined, after: { userName: 'ada' } });
 */
export function resourceEvents(change: {
  readonly type: ResourceType;
  readonly id: string;
  readonly at: string;
  readonly before: Resource | undefined;
  readonly after: Resource | undefined;
}): readonly Extract<Change, { kind: 'event' }>[] {
  const { type, id, at, before, after } = change;
  const changed = before && after ? changedPaths(before, after) : [];
  const names = EVENTS[type.name] ?? RESOURCE_EVENTS;
  const canTurn = names.disabled !== undefined;
  return verbs(before, after, changed, canTurn).flatMap((verb) => {
    const name = names[verb];
    if (name === undefined) return [];
    const data = { ...(after && { resource: after }), ...(changed.length > 0 && { changed }) };
    const event: EventDraft = { type: name, resourceType: type.name, resourceId: id, at, data };
    return [{ kind: 'event', event }];
  });
}

function verbs(
  before: Resource | undefined,
  after: Resource | undefined,
  changed: readonly string[],
  canTurn: boolean,
): readonly Verb[] {
  if (before === undefined) return after === undefined ? [] : ['created'];
  if (after === undefined) return ['deleted'];
  if (!canTurn) return changed.length > 0 ? ['updated'] : [];
  const found: Verb[] = [];
  // RFC 7643 §4.1.1 leaves the meaning of a missing `active` to the server: the account can be used.
  const [was, is] = [before['active'] !== false, after['active'] !== false];
  if (was !== is) found.push(is ? 'enabled' : 'disabled');
  if (changed.some((path) => path !== 'active')) found.push('updated');
  return found;
}
