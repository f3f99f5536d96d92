import type {
  Connector,
  EventGroup,
  EventUser,
  Held,
  Incomplete,
  ScimEvent,
} from '@scimwright/connector-kit';
import { isObject, missingPaths, type JsonObject, type ResourceType } from '@scimwright/core';
import type { ClaimedEvent } from '@scimwright/store';

/**
 * A stored event as the vendor's product gets it. What its resource lacks of that which the rows require now, it says.
 *
 * @param connector - the customer's; undefined where this host does not serve it, and so knows nothing of its rows
 * @throws TypeError when its data is not that of its type
 *
 * @example
 * scimEvent(claimed, { connector: 'bic', name: 'contoso' }, bic).idempotencyKey; // the same for every delivery
 */
export function scimEvent(
  stored: ClaimedEvent,
  customer: { readonly connector: string; readonly name: string },
  connector: Pick<Connector, 'users' | 'groups'> | undefined,
): ScimEvent {
  const { seq, tenant, resourceType, resourceId, at, attempt, data } = stored;
  const about = {
    connector: customer.connector,
    tenant: customer.name,
    resourceId,
    at,
    // With the internal id of the tenant it is unique even to a product that listens to several databases.
    idempotencyKey: `${tenant}/${seq}`,
    attempt,
  };
  const user = () => heldIn<EventUser>(data, connector?.users.type);
  const group = () => heldIn<EventGroup>(data, connector?.groups?.type);
  switch (stored.type) {
    case 'user.created':
      return { ...about, type: stored.type, ...user() };
    case 'user.updated':
    case 'user.disabled':
    case 'user.enabled':
      return { ...about, type: stored.type, ...user(), changed: textsIn(data, 'changed') };
    case 'group.created':
      return { ...about, type: stored.type, ...group() };
    case 'group.updated':
      return { ...about, type: stored.type, ...group(), changed: textsIn(data, 'changed') };
    case 'group.members.added':
    case 'group.members.removed':
      return { ...about, type: stored.type, members: textsIn(data, 'members') };
    case 'user.deleted':
    case 'group.deleted':
      return { ...about, type: stored.type };
    case 'resource.created':
      return { ...about, type: stored.type, resourceType, resource: resourceIn(data) };
    case 'resource.updated':
      return {
        ...about,
        type: stored.type,
        resourceType,
        resource: resourceIn(data),
        changed: textsIn(data, 'changed'),
      };
    case 'resource.deleted':
      return { ...about, type: stored.type, resourceType };
    default:
      return stored.type satisfies never;
  }
}

/** Its values were admitted against the schemas before they were stored, which is what the types of an event say. */
function heldIn<Shape>(data: JsonObject, type: ResourceType | undefined): Held<Shape> {
  const resource = resourceIn(data);
  const missing = type === undefined ? [] : missingPaths(resource, type);
  return missing.length === 0
    ? { resource: resource as Shape }
    : { resource: resource as Incomplete<Shape>, missing };
}

function resourceIn(data: JsonObject): JsonObject {
  const { resource } = data;
  if (!isObject(resource)) throw new TypeError('The event holds no resource.');
  return resource;
}

function textsIn(data: JsonObject, name: 'changed' | 'members'): readonly string[] {
  const list = data[name];
  if (!Array.isArray(list)) throw new TypeError(`The event holds no list of ${name}.`);
  return list.filter((item) => typeof item === 'string');
}
