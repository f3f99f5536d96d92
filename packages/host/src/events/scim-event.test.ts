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
  it.each(shapes)('of type %s says what happened and nothing of the inside', (type, data) => {
    expect(scimEvent(claimed(type, data), customer)).toEqual({
      connector: 'flow',
      tenant: 'contoso',
      resourceId: 'r1',
      at: '2026-01-31T12:00:00.000Z',
      idempotencyKey: 't1/7',
      attempt: 3,
      type,
      // Of a type of the vendor's own the event does not say it by its name.
      ...(type.startsWith('resource.') && { resourceType: 'User' }),
      ...data,
    });
  });

  it.each([
    ['user.created', {}],
    ['user.updated', { resource }],
    ['group.updated', { changed: [] }],
    ['group.members.added', { members: 'u1' }],
  ] as const)('of type %s with the data %j is no event', (type, data) => {
    expect(() => scimEvent(claimed(type, data), customer)).toThrow(TypeError);
  });
});
