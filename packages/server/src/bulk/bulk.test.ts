import { defineConnector } from '@scimwright/connector-kit';
import type { Json } from '@scimwright/core';
import { BULK_REQUEST, BULK_RESPONSE } from '@scimwright/core/messages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueToken } from '../admin/tokens.ts';
import { flowDefinition, flowUser, patchOf, serveFlow, type Served } from '../serve.fixture.ts';
import { creation, groupCreation, resultsIn, sendBulk, statusesIn } from './bulk.fixture.ts';

const { groups: _groups, ...alone } = flowDefinition;

let served: Served;
let withoutGroups: Served;
beforeAll(async () => {
  served = await serveFlow();
  withoutGroups = await serveFlow({ connector: defineConnector(alone) });
});
afterAll(async () => {
  await served.close();
  await withoutGroups.close();
});

const create = async (userName: string): Promise<string> =>
  String((await served.send('POST', '/Users', flowUser(userName))).body['id']);
const idIn = (location: string | undefined): string => location?.split('/').at(-1) ?? '';
const found = async (userName: string): Promise<Json | undefined> =>
  (await served.send('GET', `/Users?filter=userName+eq+%22${userName}%22`)).body['totalResults'];
const addingMember = (value: string): Json => patchOf({ op: 'add', path: 'members', value: [{ value }] });
const membersOf = async (id: string): Promise<readonly string[]> => {
  const { body } = await served.send('GET', `/Groups/${id}`);
  return ((body['members'] ?? []) as readonly { value: string }[]).map(({ value }) => value);
};

describe('a bulk request', () => {
  it('is answered 200 with a result for each operation, in order, like the single requests', async () => {
    const gone = await create('gone');
    const kept = await create('kept');
    const answer = await sendBulk(served, [
      creation('new', flowUser('new')),
      { method: 'DELETE', path: `/Users/${gone}` },
      { method: 'PUT', path: `/Users/${kept}`, data: flowUser('kept', { title: 'Dr' }) },
      { method: 'PATCH', path: `Users/${kept}/`, data: patchOf({ op: 'remove', path: 'title' }) },
      { method: 'PATCH', path: '/Users/nobody', data: patchOf({ op: 'remove', path: 'title' }) },
      creation('again', flowUser('NEW')),
      groupCreation('group', 'Night Watch', kept),
    ]);
    expect([answer.status, answer.body['schemas']]).toEqual([200, [BULK_RESPONSE]]);
    const location = (path: string) => `${served.tenantUrl}${path}`;
    const [first, , , , fifth, sixth] = resultsIn(answer);
    expect(resultsIn(answer)).toMatchObject([
      { method: 'POST', bulkId: 'new', status: '201', version: 'W/"1"' },
      { method: 'DELETE', status: '204', location: location(`/Users/${gone}`) },
      { method: 'PUT', status: '200', version: 'W/"2"', location: location(`/Users/${kept}`) },
      { method: 'PATCH', status: '200', version: 'W/"3"', location: location(`/Users/${kept}`) },
      { method: 'PATCH', status: '404', location: location('/Users/nobody') },
      { method: 'POST', bulkId: 'again', status: '409', response: { status: '409', scimType: 'uniqueness' } },
      { method: 'POST', bulkId: 'group', status: '201', version: 'W/"1"' },
    ]);
    expect(fifth?.response?.detail).toContain('no User');
    expect(Object.keys(sixth ?? {})).not.toContain('location');
    expect(Object.keys(first ?? {})).not.toContain('response');
    expect((await served.send('GET', first?.location ?? '')).body).toMatchObject({ userName: 'new' });
    expect((await served.send('GET', `/Users/${gone}`)).status).toBe(404);
  });

  it('without operations is answered without results', async () => {
    expect((await sendBulk(served, [])).body).toEqual({ schemas: [BULK_RESPONSE], Operations: [] });
  });

  it('accepts the operations of a PATCH without an envelope, as in an example of the RFC (AMB-36)', async () => {
    const id = await create('bare');
    const data = [{ op: 'replace', path: 'title', value: 'Dr' }];
    expect(statusesIn(await sendBulk(served, [{ method: 'PATCH', path: `/Users/${id}`, data }]))).toEqual([
      '200',
    ]);
    expect((await served.send('GET', `/Users/${id}`)).body).toMatchObject({ title: 'Dr' });
  });

  it('adds a log entry for each operation, under one request id', async () => {
    const { requestId } = await sendBulk(served, [
      creation('logged', flowUser('logged')),
      { method: 'PUT', path: '/Users/nobody', data: flowUser('unlogged') },
      { method: 'POST', path: '/Users', bulkId: 'list', data: [] },
      { method: 'GET', path: '/Users' },
    ]).then(({ headers }) => ({ requestId: headers.get('X-Request-Id') }));
    // The log entries of operations without a change are stored in batches.
    await expect
      .poll(async () => {
        const { entries } = await served.admin.store.log.read(served.tenant.id, { limit: 100 });
        return entries.filter((entry) => entry.requestId === requestId).length;
      })
      .toBe(5);
    const { entries } = await served.admin.store.log.read(served.tenant.id, { limit: 100 });
    const own = entries.filter((entry) => entry.requestId === requestId);
    expect(own.map(({ operation, status, subject }) => [operation, status, subject]).toSorted()).toEqual(
      [
        ['create', 201, 'logged'],
        ['replace', 404, 'unlogged'],
        ['create', 400, undefined],
        ['bulk', 400, undefined],
        ['bulk', 200, undefined],
      ].toSorted(),
    );
  });

  it.each<[why: string, operation: Json, status: string, says: string]>([
    ['has no method', { path: '/Users' }, '400', 'POST, PUT, PATCH or DELETE'],
    ['has the method GET', { method: 'GET', path: '/Users' }, '400', 'POST, PUT, PATCH or DELETE'],
    ['has a POST without a bulkId', { method: 'POST', path: '/Users', data: flowUser('x') }, '400', 'bulkId'],
    ['has no path', { method: 'POST', bulkId: 'x', data: flowUser('x') }, '400', 'path is missing'],
    [
      'is a POST to one resource',
      { method: 'POST', path: '/Users/x', bulkId: 'x', data: flowUser('x') },
      '405',
      'GET, HEAD, PUT',
    ],
    [
      'is a PUT to all resources',
      { method: 'PUT', path: '/Users', data: flowUser('x') },
      '405',
      'GET, HEAD, POST',
    ],
    ['has an unknown path', { method: 'DELETE', path: '/Devices/1' }, '404', 'nothing at this path'],
    [
      'has a URL instead of a path',
      { method: 'DELETE', path: 'https://x.example/Users/1' },
      '404',
      'nothing at this path',
    ],
    ['deletes the root', { method: 'DELETE', path: '/' }, '405', 'GET'],
    ['has a query', { method: 'DELETE', path: '/Users/1?x=1' }, '400', 'query'],
    ['has a path that is not UTF-8', { method: 'DELETE', path: '/Users/%ff' }, '400', 'UTF-8'],
    [
      'is a search',
      { method: 'POST', path: '/Users/.search', bulkId: 'x', data: {} },
      '400',
      'send it as a single request',
    ],
    [
      'is a bulk request',
      { method: 'POST', path: '/Bulk', bulkId: 'x', data: {} },
      '400',
      'send it as a single request',
    ],
    ['is about /Me', { method: 'DELETE', path: '/Me' }, '400', 'send it as a single request'],
    ['is a POST without data', { method: 'POST', path: '/Users', bulkId: 'x' }, '400', 'data is missing'],
    ['is a PUT without data', { method: 'PUT', path: '/Users/1' }, '400', 'data is missing'],
    ['is a PATCH without data', { method: 'PATCH', path: '/Users/1' }, '400', 'data is missing'],
    [
      'has data that is not an object',
      { method: 'POST', path: '/Users', bulkId: 'x', data: 'x' },
      '400',
      'JSON object',
    ],
    [
      'refers to an unknown bulkId',
      creation('x', flowUser('x', { title: 'bulkId:y' })),
      '400',
      'no POST of this request',
    ],
    [
      'has an unknown bulkId in its path',
      { method: 'DELETE', path: '/Users/bulkId:y' },
      '400',
      'no POST of this request',
    ],
  ])('refuses an operation that %s, and carries out the next', async (_, operation, status, says) => {
    const name = `after-${crypto.randomUUID()}`;
    const answer = await sendBulk(served, [operation, creation('next', flowUser(name))]);
    expect(statusesIn(answer)).toEqual([status, '201']);
    expect(resultsIn(answer)[0]?.response?.detail).toContain(says);
  });

  it('creates neither of two resources with the same bulkId, nor a resource that refers to it', async () => {
    const answer = await sendBulk(served, [
      creation('twin', flowUser('twin1')),
      creation('twin', flowUser('twin2')),
      groupCreation('group', 'Twins', 'bulkId:twin'),
    ]);
    expect(statusesIn(answer)).toEqual(['400', '400', '409']);
    expect([await found('twin1'), await found('twin2')]).toEqual([0, 0]);
  });

  it('is refused for groups if the product has no groups', async () => {
    const answer = await sendBulk(withoutGroups, [
      groupCreation('g', 'G'),
      { method: 'DELETE', path: '/Groups/1' },
    ]);
    expect(statusesIn(answer)).toEqual(['404', '404']);
    expect(resultsIn(answer)[0]?.response?.detail).toContain('no groups');
  });

  it.each<[why: string, body: Json | string, status: number, says: string]>([
    ['is not JSON', '{"schemas":', 400, 'JSON'],
    ['has no schemas', { Operations: [] }, 400, 'schemas must list'],
    [
      'has no operations',
      { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'] },
      400,
      'Operations',
    ],
  ])('that %s is refused as a whole', async (_, body, status, says) => {
    const answer = await served.send('POST', '/Bulk', body);
    expect(answer).toMatchObject({
      status,
      body: { status: String(status), detail: expect.stringContaining(says) },
    });
  });

  it('beyond a limit is a 413 that names it, and stores nothing', async () => {
    const small = await serveFlow({ server: { limits: { bulkOperations: 2, bodyBytes: 2_000 } } });
    const { body } = await small.send('GET', '/ServiceProviderConfig');
    expect(body['bulk']).toEqual({ supported: true, maxOperations: 2, maxPayloadSize: 2_000 });
    const three = ['a', 'b', 'c'].map((name) => creation(name, flowUser(name)));
    const many = await sendBulk(small, three);
    expect([many.status, many.body['detail']]).toEqual([
      413,
      expect.stringContaining('at most 2 operations'),
    ]);
    const long = await sendBulk(small, [creation('a', flowUser('a', { title: 'x'.repeat(2_000) }))]);
    expect([long.status, long.body['detail']]).toEqual([413, expect.stringContaining('2000 bytes')]);
    expect((await small.send('GET', '/Users')).body['totalResults']).toBe(0);
    await small.close();
  });
});

describe('version of an operation', () => {
  it('acts as If-Match', async () => {
    const id = await create('versioned');
    const path = `/Users/${id}`;
    const data = patchOf({ op: 'replace', path: 'title', value: 'Dr' });
    const answer = await sendBulk(served, [
      { method: 'PATCH', path, data, version: 'W/"7"' },
      { method: 'PATCH', path, data, version: 'W/"1"' },
      { method: 'DELETE', path, version: 'W/"1"' },
    ]);
    expect(statusesIn(answer)).toEqual(['412', '200', '412']);
    expect(resultsIn(answer)[1]?.version).toBe('W/"2"');
  });
});

describe('failOnErrors', () => {
  const bad = { method: 'DELETE', path: '/Users/nobody' };
  it.each([
    [undefined, ['404', '404', '201']],
    [1, ['404']],
    [2, ['404', '404']],
    [3, ['404', '404', '201']],
  ])('of %j has the results %j', async (failOnErrors, statuses) => {
    const name = `after-${crypto.randomUUID()}`;
    const operations = [bad, bad, creation('last', flowUser(name))];
    const answer = await sendBulk(served, operations, failOnErrors === undefined ? {} : { failOnErrors });
    expect(statusesIn(answer)).toEqual(statuses);
    expect(await found(name)).toBe(statuses.includes('201') ? 1 : 0);
  });
});

it('creates no user after that many errors, however many creations follow each other', async () => {
  const names = ['one', 'two', 'three'].map((name) => `${name}-${crypto.randomUUID()}`);
  const [taken = '', ...others] = names;
  await served.send('POST', '/Users', flowUser(taken));
  const operations = names.map((name) => creation(name, flowUser(name)));
  expect(statusesIn(await sendBulk(served, operations, { failOnErrors: 1 }))).toEqual(['409']);
  for (const name of others) expect(await found(name)).toBe(0);
});

describe('bulkId', () => {
  it('stands for an id anywhere, whatever the order', async () => {
    const kept = String(
      (await served.send('POST', '/Groups', groupCreation('', 'Kept')['data'] as Json)).body['id'],
    );
    const answer = await sendBulk(served, [
      groupCreation('first', 'First', 'bulkId:ada', 'bulkId:second'),
      {
        method: 'PATCH',
        path: `/Groups/${kept}`,
        data: patchOf({
          op: 'add',
          path: 'members',
          value: [{ value: 'bulkId:ada' }, { value: 'bulkId:eve' }],
        }),
      },
      {
        method: 'PATCH',
        path: `/Groups/${kept}`,
        data: patchOf({ op: 'remove', path: 'members[value eq "bulkId:eve"]' }),
      },
      creation('ada', flowUser('bulk-ada')),
      creation('eve', flowUser('bulk-eve')),
      groupCreation('second', 'Second', 'bulkId:eve'),
      {
        method: 'PATCH',
        path: '/Users/bulkId:ada',
        data: patchOf({ op: 'add', path: 'title', value: 'Dr' }),
      },
    ]);
    expect(statusesIn(answer)).toEqual(['201', '204', '204', '201', '201', '201', '200']);
    const [first, , , ada, eve, second, patched] = resultsIn(answer).map(({ location }) => idIn(location));
    expect(patched).toBe(ada);
    expect(await membersOf(first ?? '')).toEqual([ada, second].toSorted());
    expect(await membersOf(second ?? '')).toEqual([eve]);
    expect(await membersOf(kept)).toEqual([ada]);
    expect((await served.send('GET', `/Users/${ada}`)).body).toMatchObject({ title: 'Dr', id: ada });
  });

  it('gives a name to the earlier of two creations, in whatever order another operation refers to them', async () => {
    const answer = await sendBulk(served, [
      groupCreation('both', 'Both', 'bulkId:later', 'bulkId:earlier'),
      creation('earlier', flowUser('asked-twice')),
      creation('later', flowUser('Asked-Twice')),
      { method: 'PATCH', path: '/Groups/bulkId:late', data: addingMember('bulkId:early') },
      groupCreation('early', 'Asked twice'),
      groupCreation('late', 'asked twice'),
    ]);
    expect(statusesIn(answer)).toEqual(['409', '201', '409', '409', '201', '409']);
  });

  it('of a failed creation fails the operations that refer to it, and they name that creation', async () => {
    await create('taken');
    const answer = await sendBulk(served, [
      groupCreation('group', 'Of the taken', 'bulkId:ada'),
      groupCreation('over', 'Over it', 'bulkId:group'),
      creation('ada', flowUser('Taken')),
      creation('bob', flowUser('bob')),
    ]);
    expect(statusesIn(answer)).toEqual(['409', '409', '409', '201']);
    expect(resultsIn(answer)[0]?.response).toMatchObject({
      detail: expect.stringContaining('Operations[2] (POST /Users)'),
    });
    expect(resultsIn(answer)[1]?.response?.detail).toContain('Operations[0] (POST /Groups)');
    expect(
      (await served.send('GET', '/Groups?filter=displayName+eq+%22Of+the+taken%22')).body['totalResults'],
    ).toBe(0);
  });

  it('in a cycle creates all resources', async () => {
    const answer = await sendBulk(served, [
      groupCreation('a', 'Circle A', 'bulkId:b'),
      groupCreation('b', 'Circle B', 'bulkId:c', 'bulkId:b'),
      groupCreation('c', 'Circle C', 'bulkId:a', 'bulkId:ada'),
      creation('ada', flowUser('circle-ada')),
    ]);
    expect(statusesIn(answer)).toEqual(['201', '201', '201', '201']);
    const [a, b, c, ada] = resultsIn(answer).map(({ location }) => idIn(location));
    expect(await membersOf(a ?? '')).toEqual([b]);
    expect(await membersOf(b ?? '')).toEqual([b, c].toSorted());
    expect(await membersOf(c ?? '')).toEqual([a, ada].toSorted());
  });

  it('in a cycle creates no resource when one cannot be created', async () => {
    await sendBulk(served, [groupCreation('x', 'Occupied')]);
    const events = async () =>
      (await served.admin.store.outbox.read({ tenant: served.tenant.id, after: 0, limit: 10_000 })).length;
    const before = await events();
    const answer = await sendBulk(served, [
      groupCreation('a', 'Broken A', 'bulkId:b'),
      groupCreation('b', 'Occupied', 'bulkId:a'),
      groupCreation('c', 'Broken C', 'bulkId:a'),
    ]);
    expect(statusesIn(answer)).toEqual(['409', '409', '409']);
    expect(resultsIn(answer).map(({ response }) => response?.scimType)).toEqual([
      undefined,
      'uniqueness',
      undefined,
    ]);
    expect(resultsIn(answer)[0]?.response?.detail).toContain('Operations[1] (POST /Groups)');
    expect(
      (await served.send('GET', '/Groups?filter=displayName+eq+%22Broken+A%22')).body['totalResults'],
    ).toBe(0);
    expect(await events()).toBe(before);
  });
});

it('the token of a user cannot send a bulk request', async () => {
  const userId = await create('reader');
  const { secret } = await issueToken(served.admin, served.tenant, { createdBy: 'tests', userId });
  const body = { schemas: [BULK_REQUEST], Operations: [creation('x', flowUser('not-by-a-reader'))] };
  const answer = await served.send('POST', '/Bulk', body, { Authorization: `Bearer ${secret}` });
  expect(answer.status).toBe(403);
  expect(await found('not-by-a-reader')).toBe(0);
});
