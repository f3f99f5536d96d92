import { attribute, defineConnector, defineSchema } from '@scimwright/connector-kit';
import type { JsonObject } from '@scimwright/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flowDefinition, flowUser, patchOf, serveFlow, type Served } from './serve.fixture.ts';

const ACCESS = 'urn:contoso:params:scim:schemas:extension:access:2.0:User';
const DEVICE = 'urn:contoso:params:scim:schemas:2.0:Device';
const access = defineSchema({
  id: ACCESS,
  name: 'Access',
  description: 'Where a person may go',
  attributes: [
    { name: 'badge', description: 'The badge.', mutability: 'immutable', uniqueness: 'server' },
    { name: 'floor', description: 'The floor.', type: 'integer' },
    { name: 'since', description: 'Since when.', type: 'dateTime' },
    { name: 'pin', description: 'The pin.', returned: 'request' },
  ],
});
const device = defineSchema({
  id: DEVICE,
  name: 'Device',
  description: 'A device',
  attributes: [
    { name: 'serial', description: 'The number.', required: true, uniqueness: 'server' },
    { name: 'active', description: 'Whether it is on.', type: 'boolean' },
  ],
});
const unmapped = { unmapped: true };
const filterable = { ...unmapped, filterable: true };
const connector = defineConnector({
  ...flowDefinition,
  extensions: { users: [access] },
  users: [
    attribute(`${ACCESS}:badge`, 'string', unmapped),
    ...flowDefinition.users,
    attribute(`${ACCESS}:floor`, 'integer', filterable),
    attribute(`${ACCESS}:since`, 'dateTime', filterable),
    attribute(`${ACCESS}:pin`, 'string', unmapped),
  ],
  resources: [
    {
      name: 'Device',
      endpoint: '/Devices',
      schema: device,
      rows: [attribute('serial', 'string', { filterable: true }), attribute('active', 'boolean')],
    },
  ],
});

let served: Served;
beforeAll(async () => {
  served = await serveFlow({ connector });
});
afterAll(() => served.close());

const userOf = async (userName: string, own: JsonObject): Promise<string> => {
  const { status, body } = await served.send(
    'POST',
    '/Users',
    flowUser(userName, { active: true, [ACCESS]: own }),
  );
  expect(status).toBe(201);
  return `/Users/${String(body['id'])}`;
};
const find = async (filter: string): Promise<readonly [number, unknown]> => {
  const { status, body } = await served.send('GET', `/Users?filter=${encodeURIComponent(filter)}`);
  return [status, body['totalResults'] ?? body['detail']];
};

describe('a connector that searches by indexes', () => {
  it('finds numbers and times by value', async () => {
    await userOf('indexed', { floor: 9, since: '2026-01-31T12:00:00+01:00' });
    expect(await find(`${ACCESS}:floor eq 9`)).toEqual([200, 1]);
    expect(await find(`${ACCESS}:floor eq 9.0`)).toEqual([200, 1]);
    expect(await find(`${ACCESS}:floor eq 90`)).toEqual([200, 0]);
    expect(await find(`${ACCESS}:since eq "2026-01-31T11:00:00.000Z"`)).toEqual([200, 1]);
    expect(await find(`${ACCESS}:since eq "2026-01-31T12:00:00Z"`)).toEqual([200, 0]);
    expect(await find(`${ACCESS}:floor gt 8`)).toEqual([400, expect.stringContaining(`${ACCESS}:floor`)]);
  });
});

describe('an immutable attribute', () => {
  it('never prevents a disable, and keeps its value', async () => {
    const path = await userOf('leaver', { badge: 'B-1' });
    const rename = { op: 'Replace', path: `${ACCESS}:badge`, value: 'B-2' };
    expect(await served.send('PATCH', path, patchOf(rename))).toMatchObject({
      status: 400,
      body: { scimType: 'mutability', detail: expect.stringContaining('object creation') as unknown },
    });
    const disable = { op: 'Replace', path: 'active', value: 'False' };
    expect(await served.send('PATCH', path, patchOf(rename, disable))).toMatchObject({
      status: 200,
      body: { active: false, [ACCESS]: { badge: 'B-1' } },
    });
    const again = flowUser('leaver', { active: true, [ACCESS]: { badge: 'B-2' } });
    expect(await served.send('PUT', path, again)).toMatchObject({
      status: 400,
      body: { scimType: 'mutability' },
    });
  });

  it('does not change the version when a PUT repeats or omits it', async () => {
    const path = await userOf('same', { badge: 'B-3' });
    const before = await served.send('GET', path);
    for (const own of [{ [ACCESS]: { badge: 'b-3' } }, {}]) {
      const { headers, status } = await served.send('PUT', path, flowUser('same', { active: true, ...own }));
      expect([status, headers.get('ETag')]).toEqual([200, before.headers.get('ETag')]);
    }
  });
});

it('the name in the provisioning log is the one that Entra matches by', async () => {
  const path = await userOf('named', { badge: 'B-4' });
  await served.send('PATCH', path, patchOf({ op: 'Replace', path: 'title', value: 'Dr' }));
  const { entries } = await served.admin.store.log.read(served.tenant.id, { limit: 100 });
  const own = entries.filter(({ resourceId }) => path.endsWith(resourceId ?? '?'));
  expect(own.map(({ subject }) => subject)).toEqual(['named', 'named']);
});

describe('a resource type of its own', () => {
  it('has events with its own name, whatever its attributes are called', async () => {
    const body = { schemas: [DEVICE], serial: 'S-1', active: true };
    const { body: made } = await served.send('POST', '/Devices', body);
    const path = `/Devices/${String(made['id'])}`;
    await served.send('PATCH', path, patchOf({ op: 'replace', path: 'active', value: false }));
    await served.send('DELETE', path);
    const events = await served.admin.store.outbox.read({ tenant: served.tenant.id, after: 0, limit: 100 });
    const own = events.filter(({ resourceType }) => resourceType === 'Device');
    expect(own.map(({ type, data }) => [type, data['changed']])).toEqual([
      ['resource.created', undefined],
      ['resource.updated', ['active']],
      ['resource.deleted', undefined],
    ]);
  });

  it('takes no seat', async () => {
    const full = defineConnector({
      ...flowDefinition,
      resources: [
        { name: 'Device', endpoint: '/Devices', schema: device, rows: [attribute('serial', 'string')] },
      ],
      refuse: () => 'No seat is left.',
    });
    const other = await serveFlow({ connector: full });
    expect(await other.send('POST', '/Devices', { schemas: [DEVICE], serial: 'S-1' })).toMatchObject({
      status: 201,
    });
    expect(await other.send('POST', '/Users', flowUser('ada'))).toMatchObject({ status: 400 });
    await other.close();
  });

  it('works for a product without groups, whose /Groups is answered as before', async () => {
    const { groups: _, ...alone } = flowDefinition;
    const usersAlone = defineConnector({
      ...alone,
      resources: [
        { name: 'Device', endpoint: '/Devices', schema: device, rows: [attribute('serial', 'string')] },
      ],
    });
    const other = await serveFlow({ connector: usersAlone });
    expect(await other.send('POST', '/Devices', { schemas: [DEVICE], serial: 'S-1' })).toMatchObject({
      status: 201,
    });
    expect(await other.send('GET', '/Groups')).toMatchObject({ status: 200, body: { totalResults: 0 } });
    expect(await other.send('POST', '/Groups', {})).toMatchObject({ status: 404 });
    expect(await other.send('GET', '/')).toMatchObject({ status: 200, body: { totalResults: 1 } });
    await other.close();
  });

  it('does not exist for a connector that does not declare it', async () => {
    const plain = await serveFlow();
    expect(await plain.send('GET', '/Devices')).toMatchObject({ status: 404 });
    await plain.close();
  });
});
