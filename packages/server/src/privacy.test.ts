import { memoryStore, StoreFault, StoreUnavailable, type ResourceStore } from '@scimwright/store';
import { afterEach, describe, expect, it } from 'vitest';
import { changeTenant } from './admin/tenants.ts';
import { flowUser, patchOf, serveFlow, type Served } from './serve.fixture.ts';

const SECRET = 'Zx9-private-value';

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

/** Serves over a store in which one method fails. */
async function serveFailing(method: keyof ResourceStore, error: unknown): Promise<Served> {
  const store = memoryStore();
  const fail = () => Promise.reject(error);
  served = await serveFlow({ store: { ...store, resources: { ...store.resources, [method]: fail } } });
  return served;
}

const requests: readonly (readonly [string, string, keyof ResourceStore, object | undefined])[] = [
  ['GET', '/Users/2819', 'get', undefined],
  ['GET', `/Users?filter=${encodeURIComponent(`userName eq "${SECRET}"`)}`, 'find', undefined],
  ['POST', '/Users', 'commit', flowUser(SECRET)],
  ['PATCH', '/Users/2819', 'get', patchOf({ op: 'replace', path: 'title', value: SECRET })],
  ['PATCH', '/Groups/77', 'commit', patchOf({ op: 'add', path: 'members', value: [{ value: SECRET }] })],
  ['DELETE', '/Users/2819', 'get', undefined],
];

describe('a fault is never answered as a refusal, and reveals nothing', () => {
  it.each(requests)('%s %s is answered 500 when the database fails', async (method, path, fails, body) => {
    const host = await serveFailing(fails, new StoreFault('SQLITE_CORRUPT', 'resources.id'));
    const answer = await host.send(method, path, body === undefined ? undefined : JSON.stringify(body));
    expect(answer.status).toBe(500);
    expect(answer.body['detail']).toContain(answer.headers.get('X-Request-Id'));
    expect(host.lines).toMatchObject([{ level: 'error', fields: { code: 'SQLITE_CORRUPT' } }]);
    expect(JSON.stringify([answer.text, host.lines])).not.toContain(SECRET);
  });

  it.each(requests)(
    '%s %s is answered 503 with Retry-After when the database is away',
    async (method, path, fails, body) => {
      const host = await serveFailing(fails, new StoreUnavailable('SQLITE_BUSY'));
      const answer = await host.send(method, path, body === undefined ? undefined : JSON.stringify(body));
      expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '5']);
      expect(answer.body).toMatchObject({ status: '503' });
    },
  );

  it.each([
    [
      'a driver',
      Object.assign(new Error(`insert into resources values ('${SECRET}')`), { code: 'X', status: 404 }),
    ],
    [
      'a library that marks its message as safe to show',
      Object.assign(new Error(SECRET), { status: 418, expose: true }),
    ],
    ['a parser', new SyntaxError(`Unexpected token in "${SECRET}"`)],
    ['a thrown value that is not an error', { message: SECRET }],
  ])('the message of %s reaches neither the client nor the log', async (_, error) => {
    const host = await serveFailing('get', error);
    const answer = await host.send('GET', '/Users/2819');
    expect(answer.status).toBe(500);
    expect(JSON.stringify([answer.text, host.lines])).not.toContain(SECRET);
  });
});

describe('an answer that breaks off', () => {
  it('is logged without a value, and the next request is answered', async () => {
    const store = memoryStore();
    async function* members() {
      yield [{ value: 'first', type: undefined }];
      throw new Error(SECRET);
    }
    served = await serveFlow({ store: { ...store, resources: { ...store.resources, members } } });
    const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'Broken' };
    const { body: group } = await served.send('POST', '/Groups', body);
    await expect(served.send('GET', `/Groups/${String(group['id'])}`)).rejects.toThrow('terminated');
    expect(served.lines).toMatchObject([{ level: 'error', message: 'a response broke off' }]);
    expect(JSON.stringify(served.lines)).not.toContain(SECRET);
    expect((await served.send('GET', '/Users?count=0')).status).toBe(200);
  });
});

describe('input is not quoted', () => {
  it.each([
    ['cut off', `{"userName":"${SECRET}`],
    ['wrong in the middle', `{"userName":"${SECRET}" "x"}`],
    ['no JSON at all', SECRET],
  ])('a body that is %s is refused without quoting it', async (_, body) => {
    served = await serveFlow();
    const answer = await served.send('POST', '/Users', body);
    expect(answer.body).toMatchObject({ status: '400', scimType: 'invalidSyntax' });
    expect(answer.text + JSON.stringify(served.lines)).not.toContain(SECRET);
  });

  it('names the character at which a body breaks, if the parser knows it', async () => {
    served = await serveFlow();
    const answer = await served.send('POST', '/Users', '{"a": 1,}');
    expect(answer.body['detail']).toBe('The body is not valid JSON. The error is at character 9.');
  });

  it('the process log has no refusal that is in the log of a tenant, and never a token or a query', async () => {
    served = await serveFlow();
    await served.send('GET', `/Users?filter=${encodeURIComponent(`title eq "${SECRET}"`)}`);
    await served.send('POST', '/Users', flowUser(SECRET, { active: 'perhaps' }));
    await served.send('GET', '/Users', undefined, { Authorization: `Bearer ${SECRET}` });
    expect(served.lines).toMatchObject([{ level: 'debug', fields: { status: 401 } }]);
    expect(JSON.stringify(served.lines)).not.toContain(SECRET);
  });
});

describe('the provisioning log', () => {
  it('has an entry for each request with a valid token, and no value except the name of the resource', async () => {
    const store = memoryStore();
    served = await serveFlow({ store });
    const { body: user } = await served.send(
      'POST',
      '/Users',
      flowUser('ada', { title: SECRET, nickName: 'x' }),
    );
    const path = `/Users/${String(user['id'])}`;
    await served.send('PATCH', path, patchOf({ op: 'Replace', path: 'title', value: `${SECRET}2` }));
    await served.send('PATCH', path, patchOf({ op: 'Replace', path: 'title', value: `${SECRET}2` }));
    await served.send(
      'GET',
      `/Users?filter=${encodeURIComponent(`emails[type eq "work"].value eq "${SECRET}"`)}`,
    );
    await served.send('POST', '/Users', flowUser('ada'));
    await served.send('GET', '/Users', undefined, { Authorization: 'Bearer nobody' });
    const { tenant, admin } = served;
    await changeTenant(admin, tenant, { entitlements: [] });
    await served.send('GET', '/Users');
    await served.close();
    served = undefined;
    const entries = (await store.log.read(tenant.id, { limit: 50 })).entries.toSorted(
      (a, b) => a.at.localeCompare(b.at) || a.seq - b.seq,
    );
    expect(entries).toMatchObject([
      { operation: 'create', status: 201, subject: 'ada', resourceId: user['id'], ignored: ['nickName'] },
      { operation: 'modify', status: 200, changed: ['title'], departures: ['op-in-any-case'] },
      { operation: 'modify', status: 200, changed: [] },
      { operation: 'query', status: 200, filter: 'emails[type eq "work" and value eq "…"]' },
      { operation: 'create', status: 409, scimType: 'uniqueness', subject: 'ada' },
      { operation: 'query', status: 403, detail: expect.stringContaining('flow-api') },
    ]);
    expect(JSON.stringify(entries)).not.toContain(SECRET);
  });
});
