import type { Resource, ResourceType } from '@scimwright/core';
import type { Change, EventDraft, EventType } from '@scimwright/store';

type Verb = 'created' | 'updated' | 'disabled' | 'enabled' | 'deleted';

/** All other types share these events, which name the type. */
const RESOURCE_EVENTS: Readonly<Partial<Record<Verb, EventType>>> = {
  created: 'resource.created',
  updated: 'resource.updated',
  deleted: 'resource.deleted',
};

/** The events of each resource type. */
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

/** The events for a change of a resource. Changing `active` is an event of its own. */
export function resourceEvents(change: {
  readonly type: ResourceType;
  readonly id: string;
  readonly at: string;
  readonly before: Resource | undefined;
  readonly after: Resource | undefined;
  /** What `changedPaths` says; nothing if there is no state before or after. */
  readonly changed: readonly string[];
}): readonly Extract<Change, { kind: 'event' }>[] {
  const { type, id, at, before, after, changed } = change;
  const names = EVENTS[type.name] ?? RESOURCE_EVENTS;
  const canDisable = names.disabled !== undefined;
  return verbs(before, after, changed, canDisable).flatMap((verb) => {
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
  canDisable: boolean,
): readonly Verb[] {
  if (before === undefined) return after === undefined ? [] : ['created'];
  if (after === undefined) return ['deleted'];
  if (!canDisable) return changed.length > 0 ? ['updated'] : [];
  const found: Verb[] = [];
  // RFC 7643 §4.1.1 leaves a missing `active` to the server, where it means active.
  const [was, is] = [before['active'] !== false, after['active'] !== false];
  if (was !== is) found.push(is ? 'enabled' : 'disabled');
  if (changed.some((path) => path !== 'active')) found.push('updated');
  return found;
}
