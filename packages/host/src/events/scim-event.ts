import type { EventGroup, EventUser, ScimEvent } from '@scimwright/connector-kit';
import { isObject, type JsonObject } from '@scimwright/core';
import type { ClaimedEvent } from '@scimwright/store';

/**
 * A stored event as the vendor's product gets it.
 *
 * @throws TypeError when its data is not that of its type
 *
 * @example
 * scimEvent(claimed, { connector: 'bic', name: 'contoso' }).idempotencyKey; // the same for every delivery
 */
export function scimEvent(
  stored: ClaimedEvent,
  customer: { readonly connector: string; readonly name: string },
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
  switch (stored.type) {
    case 'user.created':
      return { ...about, type: stored.type, resource: userIn(data) };
    case 'user.updated':
    case 'user.disabled':
    case 'user.enabled':
      return { ...about, type: stored.type, resource: userIn(data), changed: textsIn(data, 'changed') };
    case 'group.created':
      return { ...about, type: stored.type, resource: groupIn(data) };
    case 'group.updated':
      return { ...about, type: stored.type, resource: groupIn(data), changed: textsIn(data, 'changed') };
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

// A resource was admitted against the schemas of RFC 7643 before it was stored, which is what these types say.
const userIn = (data: JsonObject): EventUser => resourceIn(data) as EventUser;
const groupIn = (data: JsonObject): EventGroup => resourceIn(data) as EventGroup;

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
