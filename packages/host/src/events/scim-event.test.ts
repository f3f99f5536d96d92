import { attribute, defineConnector, supportIssuedToken } from '@scimwright/connector-kit';
import type { JsonObject } from '@scimwright/core';
import type { ClaimedEvent, EventType, TenantId } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import { scimEvent } from './scim-event.ts';

const customer = { connector: 'flow', name: 'contoso' };
const resource = { userName: 'ada' };

function claimed(type: EventType, data: ClaimedEvent['data']): ClaimedEvent {
  return {
    seq: 7,
    tenant: 't1' as TenantId,
    type,
    resourceType: 'User',
    resourceId: 'r1',
    at: '2026-01-31T12:00:00.000Z',
    data,
    attempt: 3,
    customer,
  };
}

const shapes: readonly (readonly [EventType, ClaimedEvent['data']])[] = [
  ['user.created', { resource }],
  ['user.updated', { resource, changed: ['title'] }],
  ['user.disabled', { resource, changed: ['active'] }],
  ['user.enabled', { resource, changed: ['active'] }],
  ['user.deleted', {}],
  ['group.created', { resource }],
  ['group.updated', { resource, changed: ['displayName'] }],
  ['group.deleted', {}],
  ['resource.created', { resource: { serial: '7' } }],
  ['resource.updated', { resource: { serial: '7' }, changed: ['serial'] }],
  ['resource.deleted', {}],
  ['group.members.added', { members: ['u1', 'u2'] }],
  ['group.members.removed', { members: ['u1'] }],
];

describe('an event for the product', () => {
  it.each(shapes)('of type %s has its data and no internal values', (type, data) => {
    expect(scimEvent(claimed(type, data), customer, undefined)).toEqual({
      connector: 'flow',
      tenant: 'contoso',
      resourceId: 'r1',
      at: '2026-01-31T12:00:00.000Z',
      idempotencyKey: 't1/7',
      attempt: 3,
      type,
      // For a declared type, the name of the event does not say the resource type.
      ...(type.startsWith('resource.') && { resourceType: 'User' }),
      ...data,
    });
  });

  it.each([
    ['user.created', {}],
    ['user.updated', { resource }],
    ['group.updated', { changed: [] }],
    ['group.members.added', { members: 'u1' }],
  ] as const)('of type %s with the data %j is refused', (type, data) => {
    expect(() => scimEvent(claimed(type, data), customer, undefined)).toThrow(TypeError);
  });

  it.each<[why: string, type: EventType, resource: JsonObject, missing: readonly string[] | undefined]>([
    ['has all required attributes', 'user.created', { userName: 'ada', title: 'Dr' }, undefined],
    ['was stored before a row was required', 'user.updated', { userName: 'ada' }, ['title']],
    ['was disabled without them', 'user.disabled', { active: false }, ['userName', 'title']],
    ['is a group without its name', 'group.updated', { externalId: 'x' }, ['displayName']],
    ['is a group with its name', 'group.created', { displayName: 'Engines' }, undefined],
  ])('lists missing attributes when the resource %s', (_, type, resource, missing) => {
    const connector = defineConnector({
      id: 'flow',
      displayName: 'Contoso Flow',
      tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
      users: [
        attribute('userName', 'string', { required: true, filterable: true }),
        attribute('active', 'boolean'),
        attribute('title', 'string', { required: true }),
      ],
      groups: [attribute('displayName', 'string', { required: true })],
      token: supportIssuedToken({ instructions: 'Write to Flow support.' }),
    });
    const event = scimEvent(claimed(type, { resource, changed: [] }), customer, connector);
    expect(event).toMatchObject({ resource });
    expect('missing' in event ? event.missing : undefined).toEqual(missing);
    expect(Object.hasOwn(event, 'missing')).toBe(missing !== undefined);
  });
});
