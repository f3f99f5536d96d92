import type {
  Connector,
  EventGroup,
  EventUser,
  StoredResource,
  Incomplete,
  ScimEvent,
} from '@scimwright/connector-kit';
import { isObject, type JsonObject, type ResourceType } from '@scimwright/core';
import { missingPaths } from '@scimwright/core/resource';
import type { ClaimedEvent } from '@scimwright/store';

/**
 * A stored event as the handler receives it. It lists required attributes that the resource lacks.
 *
 * @param connector - the connector of the tenant; undefined when this host does not serve it and cannot check its rows
 * @throws TypeError when the data does not match the type of the event
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
    // The internal id of the tenant makes it unique even for a product that receives events of several databases.
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

/** The values were checked against the schemas before they were stored, so the types of the event hold. */
function heldIn<Shape>(data: JsonObject, type: ResourceType | undefined): StoredResource<Shape> {
  const resource = resourceIn(data);
  const missing = type === undefined ? [] : missingPaths(resource, type);
  return missing.length === 0
    ? { resource: resource as Shape }
    : { resource: resource as Incomplete<Shape>, missing };
}

function resourceIn(data: JsonObject): JsonObject {
  const { resource } = data;
  if (!isObject(resource)) throw new TypeError('The event has no resource.');
  return resource;
}

function textsIn(data: JsonObject, name: 'changed' | 'members'): readonly string[] {
  const list = data[name];
  if (!Array.isArray(list)) throw new TypeError(`The event has no list of ${name}.`);
  return list.filter((item) => typeof item === 'string');
}
