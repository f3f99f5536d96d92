import { attribute, defineConnector } from '@scimwright/connector-kit';
import type { Json, JsonObject } from '@scimwright/core';
import { afterEach, describe, expect, it } from 'vitest';
import { tenantHealth } from './admin/tenant-health.ts';
import { flowDefinition, flowUser, patchOf, serveFlow, type Answer, type Served } from './serve.fixture.ts';

const DISABLE = { op: 'Replace', path: 'active', value: 'False' };
const BULK_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';

let served: Served;
afterEach(() => served.close());

/** Serves Flow with one enabled user who has a mail. */
async function openFlow(
  definition: Partial<
    Pick<Parameters<typeof defineConnector>[0], 'users' | 'singleRole' | 'departuresOff'>
  > = {},
): Promise<string> {
  served = await serveFlow({ connector: defineConnector({ ...flowDefinition, ...definition }) });
  return createUser('ada');
}

async function createUser(userName: string, more: JsonObject = {}): Promise<string> {
  const { status, body } = await served.send('POST', '/Users', flowUser(userName, { active: true, ...more }));
  expect(status).toBe(201);
  return `/Users/${String(body['id'])}`;
}

const send = (path: string, ...operations: Json[]): Promise<Answer> =>
  served.send('PATCH', path, { ...patchOf(), Operations: operations });

const newestEntry = async () => {
  const { entries } = await served.admin.store.log.read(served.tenant.id, { operation: 'modify', limit: 1 });
  const [entry] = entries;
  if (entry === undefined) throw new Error('nothing is in the log');
  return entry;
};

const leftOut = async () => {
  const { leftOut: paths } = await tenantHealth(served.admin, served.tenant);
  return paths.map(({ path, people, last }) => [path, people, last]);
};

describe('a disable', () => {
  it('leaves out values that a policy of the connector refuses', async () => {
    const path = await openFlow({
      users: [
        ...flowDefinition.users,
        attribute('roles[primary eq "True"].value', 'string', { unmapped: true }),
      ],
      singleRole: { path: 'roles[primary eq "True"].value', allowed: () => ['Viewer'] },
    });
    const role = { op: 'Add', path: 'roles[primary eq "True"].value', value: 'Root' };
    const title = { op: 'Add', path: 'title', value: 'Chief' };
    const { status, body } = await send(path, role, title, DISABLE);
    expect([status, body['active'], body['title'], body['singleRole']]).toEqual([
      200,
      false,
      'Chief',
      undefined,
    ]);
    expect((await send(path, role)).status).toBe(400);
    expect(await leftOut()).toEqual([['roles[primary eq "True"].value', 1, 'ada']]);
  });

  it('leaves out each name that another user has', async () => {
    const path = await openFlow();
    await createUser('bo', { emails: [{ type: 'work', value: 'bo@x.example' }] });
    const rename = [
      { op: 'Replace', path: 'userName', value: 'BO' },
      { op: 'Replace', path: 'displayName', value: 'Ada' },
    ];
    expect((await send(path, ...rename)).status).toBe(409);
    const { status, body } = await send(path, ...rename, DISABLE);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { active: false, userName: 'ada', displayName: 'Ada' },
    });
    expect(await leftOut()).toEqual([['userName', 1, 'ada']]);
  });

  it.each([
    ['all or nothing', true, 409],
    ['not all or nothing', false, 200],
  ])(
    'together with a taken name, in a bulk request that is %s, is answered by the rule of that request',
    async (_, allOrNothing, is) => {
      const path = await openFlow();
      await createUser('bo');
      const data = { ...patchOf(), Operations: [{ op: 'Replace', path: 'userName', value: 'bo' }, DISABLE] };
      const { body } = await served.send('POST', '/Bulk', {
        schemas: [BULK_REQUEST],
        allOrNothing,
        Operations: [{ method: 'PATCH', path, data }],
      });
      expect(body).toMatchObject({ Operations: [{ status: String(is) }] });
      const after = await served.send('GET', path);
      expect(after.body).toMatchObject({ active: is !== 200, userName: 'ada' });
    },
  );

  it.each<[string, () => Promise<Answer>, number]>([
    ['a PATCH of a missing user', () => served.send('PATCH', '/Users/1', patchOf(DISABLE), {}), 404],
    [
      'a body that is not a PatchOp',
      () => served.send('PATCH', '/Users/1', { Operations: [5, DISABLE] }),
      400,
    ],
    [
      'a wrong parameter',
      () =>
        served.send('PATCH', '/Users/1?attributes=title&excludedAttributes=title', {
          ...patchOf(),
          Operations: [5, DISABLE],
        }),
      400,
    ],
    [
      'a wrong operation for a missing user',
      () => served.send('PATCH', '/Users/1', { ...patchOf(), Operations: [5, DISABLE] }),
      404,
    ],
    [
      'too many operations',
      () =>
        served.send('PATCH', '/Users/1', { ...patchOf(), Operations: [...Array(1_000).fill(5), DISABLE] }),
      413,
    ],
    [
      'too many refused keys in values without a path',
      () => {
        const keys = Array.from({ length: 500 }, (_, at) => [`cost center ${at}`, 'v'] as const);
        const value = Object.fromEntries(keys);
        const strays = { op: 'add', value };
        return served.send('PATCH', '/Users/1', { ...patchOf(), Operations: [strays, strays, DISABLE] });
      },
      413,
    ],
  ])('does not change the answer to %s', async (_, request, status) => {
    await openFlow();
    expect((await request()).status).toBe(status);
  });

  it('is refused if If-Match names another version', async () => {
    const path = await openFlow();
    const body = { ...patchOf(), Operations: [5, DISABLE] };
    expect((await served.send('PATCH', path, body, { 'If-Match': 'W/"7"' })).status).toBe(412);
    expect((await served.send('PATCH', path, body, { 'If-Match': 'W/"1"' })).status).toBe(200);
  });

  it('is refused with its request if the connector follows the RFC strictly', async () => {
    const path = await openFlow({ departuresOff: ['disable-first'] });
    const answer = await send(path, { op: 'Add', path: 'cost center', value: 'v' }, DISABLE);
    expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidPath' } });
    expect((await served.send('GET', path)).body['active']).toBe(true);
  });

  it('does not happen if active becomes true: the answer is the first refusal', async () => {
    const path = await openFlow();
    const enable = { op: 'Replace', path: 'active', value: 'True' };
    const answer = await send(path, { op: 'Add', path: 'cost center', value: 'v' }, DISABLE, enable);
    expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidPath' } });
  });
});

describe('a value that was left out', () => {
  const stray = (value: string) => ({ op: 'Add', path: 'cost center', value });
  const wrong = { op: 'Add', path: 'title', value: {} };

  it('is counted by path, with the last user, and never with a value', async () => {
    const [ada, bo] = [await openFlow(), await createUser('bo')];
    await send(ada, stray('secret-1'), wrong, DISABLE);
    await send(bo, stray('secret-2'), DISABLE);
    await send(bo, stray('secret-3'), DISABLE);
    expect(await leftOut()).toEqual([
      ['cost center', 2, 'bo'],
      ['title', 1, 'ada'],
    ]);
    const health = await tenantHealth(served.admin, served.tenant);
    expect(health.warnings.join('\n')).toContain(
      'cost center was left out when 2 people were disabled, last bo',
    );
    expect(JSON.stringify(health)).not.toContain('secret');
  });

  it('stays until a later write sets it, or the user is deleted', async () => {
    const path = await openFlow();
    await send(path, stray('v'), wrong, DISABLE);
    await send(path, { op: 'Add', path: 'displayName', value: 'Ada' });
    expect((await leftOut()).map(([name]) => name)).toEqual(['cost center', 'title']);
    await send(path, { op: 'Add', path: 'title', value: 'Chief' });
    expect((await leftOut()).map(([name]) => name)).toEqual(['cost center']);
    await served.send('DELETE', path);
    expect(await leftOut()).toEqual([]);
  });

  it('is resolved by a write of its path, of the whole attribute or by a PUT, not by a write of another path', async () => {
    const home = 'emails[type eq "home"].value';
    const path = await openFlow({
      users: [...flowDefinition.users, attribute(home, 'string', { unmapped: true })],
    });
    const work = 'emails[type eq "work"].value';
    const part = { op: 'Add', path: work, value: {} };
    const left = async () => (await leftOut()).map(([name]) => name);
    // The log entry of a write without a change is stored a little later.
    const expectLeft = (paths: readonly string[]) => expect.poll(left).toEqual(paths);
    const title = { op: 'Replace', path: 'title', value: 'Chief' };
    await send(path, title, DISABLE);
    await send(path, wrong, part, DISABLE);
    await expectLeft(['title', work]);
    await send(path, title);
    await expectLeft([work]);
    await send(path, { op: 'Add', path: home, value: 'a@home.example' });
    expect(await left()).toEqual([work]);
    await send(path, { ...part, value: 'a@work.example' });
    expect(await left()).toEqual([]);
    await send(path, part, DISABLE);
    await expectLeft([work]);
    await send(path, { op: 'Replace', path: 'emails', value: [{ type: 'work', value: 'b@work.example' }] });
    expect(await left()).toEqual([]);
    await send(path, part, stray('v'), DISABLE);
    await expectLeft(['cost center', work]);
    await served.send('PUT', path, flowUser('ada', { active: false }));
    await expectLeft(['cost center']);
  });

  it('is resolved by a change before six hundred others of the same user', async () => {
    const path = await openFlow();
    await send(path, wrong, DISABLE);
    await send(path, { op: 'Add', path: 'title', value: 'Chief' });
    const entry = await newestEntry();
    const later = Array.from({ length: 600 }, () => ({ ...entry, changed: ['displayName'], written: [] }));
    await served.admin.store.log.append(served.tenant.id, later);
    expect(await leftOut()).toEqual([]);
  });

  it('is forgotten with its log entry', async () => {
    const path = await openFlow();
    await send(path, stray('v'), DISABLE);
    await served.admin.store.log.prune('2999-01-01T00:00:00.000Z');
    expect(await leftOut()).toEqual([]);
  });
});
