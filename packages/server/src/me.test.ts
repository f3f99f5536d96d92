import type { JsonObject } from '@scimwright/core';
import { memoryStore } from '@scimwright/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdminRefusal } from './admin/admin-deps.ts';
import { changeTenant, createTenant } from './admin/tenants.ts';
import { tenantHealth } from './admin/tenant-health.ts';
import { issueToken, revokeToken, type WantedToken } from './admin/tokens.ts';
import { routesOf } from './routes.ts';
import { flow, flowUser, patchOf, serveFlow, type Answer, type Served } from './serve.fixture.ts';

const DAY_MS = 86_400_000;

let ahead = 0;
let served: Served;
let bob = '';
beforeAll(async () => {
  served = await serveFlow({ server: { clock: () => new Date(Date.now() + ahead) } });
  ({ id: bob } = await person('bob'));
});
afterAll(() => served.close());

/** A user with a token of their own. */
interface Person {
  readonly id: string;
  readonly path: string;
  readonly tokenId: string;
  send(method: string, path: string, body?: JsonObject | string, headers?: object): Promise<Answer>;
}

async function person(userName: string, wanted: Partial<WantedToken> = {}): Promise<Person> {
  const created = await served.send('POST', '/Users', flowUser(userName));
  const id = String(created.body['id']);
  const { secret, token } = await issue({ userId: id, ...wanted });
  return {
    id,
    path: `/Users/${id}`,
    tokenId: token.id,
    send: (method, path, body, headers) =>
      served.send(method, path, body, { Authorization: `Bearer ${secret}`, ...headers }),
  };
}

const issue = (wanted: Partial<WantedToken>) =>
  issueToken(served.admin, served.tenant, { createdBy: 'tests', ...wanted });

const everyone = async () => (await served.send('GET', '/')).text;

describe('/Me of a token that names a user', () => {
  it('is the user, as at its own URI', async () => {
    const ada = await person('ada');
    const [me, user] = [await ada.send('GET', '/Me'), await served.send('GET', ada.path)];
    expect([me.status, me.text]).toEqual([200, user.text]);
    for (const header of ['Location', 'ETag', 'Content-Type']) {
      expect([header, me.headers.get(header)]).toEqual([header, user.headers.get(header)]);
    }
    expect(me.body).toMatchObject({ userName: 'ada', meta: { location: `${served.tenantUrl}${ada.path}` } });
  });

  it('accepts a projection and a precondition', async () => {
    const eve = await person('eve');
    const location = `${served.tenantUrl}${eve.path}`;
    const answers = [
      [200, await eve.send('GET', '/Me?attributes=userName')],
      [200, await eve.send('HEAD', '/Me')],
      [304, await eve.send('GET', '/Me', undefined, { 'If-None-Match': 'W/"1"' })],
      [412, await eve.send('GET', '/Me', undefined, { 'If-Match': 'W/"7"' })],
      [400, await eve.send('GET', '/Me?attributes=a&excludedAttributes=b')],
      [406, await eve.send('GET', '/Me', undefined, { Accept: 'text/html' })],
    ] as const;
    for (const [status, answer] of answers) {
      expect([answer.status, answer.headers.get('Location')]).toEqual([status, location]);
    }
    const { schemas, id, userName, ...rest } = answers[0][1].body;
    expect([id, userName, rest]).toEqual([eve.id, 'eve', {}]);
    expect(schemas).toHaveLength(1);
    expect(answers[1][1].text).toBe('');
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
    'is not changed by %s, which is refused with the reason',
    async (method) => {
      const someone = await person(`someone-${method}`);
      const before = await everyone();
      const body =
        method === 'PATCH' ? patchOf({ op: 'replace', path: 'userName', value: 'root' }) : flowUser('root');
      const answer = await someone.send(method, '/Me', method === 'DELETE' ? undefined : body);
      expect([answer.status, answer.headers.get('Location')]).toEqual([
        403,
        `${served.tenantUrl}${someone.path}`,
      ]);
      expect(answer.body['detail']).toMatch(/can read \/Me .* with the token of the tenant/);
      expect(await everyone()).toBe(before);
    },
  );

  it('is in the log of the tenant, with its user', async () => {
    const { id, send } = await person('logged');
    await send('GET', '/Me');
    await send('DELETE', '/Me');
    await send('GET', '/Users');
    // Reads are logged in batches.
    await expect
      .poll(
        async () => {
          const { entries } = await served.admin.store.log.read(served.tenant.id, { limit: 3 });
          return entries.map(({ operation, status, resourceId }) => [operation, status, resourceId]);
        },
        { timeout: 10_000 },
      )
      .toEqual([
        ['query', 403, undefined],
        ['me', 403, id],
        ['me', 200, id],
      ]);
  });
});

describe('a token that names a user', () => {
  const open = ['/ResourceTypes', '/ResourceTypes/:id', '/Schemas', '/Schemas/:id', '/openapi.json', '/Me'];
  const routes = routesOf(flow).filter(({ about }) => about !== 'anyone');

  it('may use these routes and no others', () => {
    const opened = routes.filter((route) => route.about !== 'anyone' && route.opensToUsers);
    expect(opened.map(({ method, path }) => `${method} ${path}`)).toEqual(open.map((path) => `get ${path}`));
  });

  it.each(['/ResourceTypes', '/ResourceTypes/User', '/Schemas', '/openapi.json', '/ServiceProviderConfig'])(
    'gets %s like the token of the tenant',
    async (path) => {
      const reader = await person(`reader-of${path.replaceAll('/', '-')}`);
      const [own, whole] = [await reader.send('GET', path), await served.send('GET', path)];
      expect([own.status, own.text]).toEqual([200, whole.text]);
    },
  );

  it.each(routes.filter(({ method, path }) => method !== 'get' || !open.includes(path)))(
    'is refused at $method $path, before a body is read, whatever user it is about',
    async ({ method, path }) => {
      const mallory = await person(`mallory-${method}${path.replaceAll(/\W/g, '-')}`);
      const before = await everyone();
      for (const id of [mallory.id, bob, 'nobody']) {
        const url = path.replace(':id', id);
        const answer = await mallory.send(
          method.toUpperCase(),
          url,
          method === 'get' ? undefined : '{"broken',
        );
        expect([answer.status, answer.body]).toEqual([
          403,
          expect.objectContaining({ status: '403', detail: expect.stringContaining('belongs to a user') }),
        ]);
        expect(answer.text).not.toContain('bob');
      }
      expect(await everyone()).toBe(before);
    },
  );

  it.each([
    ['the id of another', (id: string) => `/Me/${id}`, 404],
    ['another as a query', (id: string) => `/Me?id=${id}`, 200],
    ['a filter', () => '/Me?filter=userName%20eq%20%22bob%22', 200],
    ['another spelling', () => '/me', 404],
    ['a way up', () => '/Me/../Users', 403],
    ['an encoded way up', (id: string) => `/Me%2F..%2FUsers%2F${id}`, 404],
  ])('shows no other user by %s', async (what, path, status) => {
    const trudy = await person(`trudy-${what.replaceAll(' ', '-')}`);
    const answer = await trudy.send('GET', path(bob));
    expect([answer.status, answer.body['id']]).toEqual([status, status === 200 ? trudy.id : undefined]);
    expect(answer.text).not.toContain('bob@');
  });

  it('is invalid at once when the user is deleted, even if a user of the same name is created', async () => {
    const { path, send } = await person('gone');
    await served.send('DELETE', path);
    await served.send('POST', '/Users', flowUser('gone'));
    for (const at of ['/Me', '/Schemas', '/Users']) {
      const answer = await send('GET', at);
      expect([answer.status, answer.headers.get('Location')]).toEqual([401, null]);
      expect(answer.body['detail']).toContain('was deleted');
    }
  });

  it('does not work while the user is disabled', async () => {
    const { path, send } = await person('resting');
    const setActive = (value: boolean) =>
      served.send('PATCH', path, patchOf({ op: 'replace', path: 'active', value }));
    await setActive(false);
    for (const at of ['/Me', '/Schemas']) {
      const answer = await send('GET', at);
      expect([answer.status, answer.body['detail']]).toEqual([403, expect.stringContaining('is disabled')]);
    }
    await setActive(true);
    expect((await send('GET', '/Me')).status).toBe(200);
  });

  it('is refused while its tenant is switched off', async () => {
    const { send } = await person('customer');
    await changeTenant(served.admin, served.tenant, { enabled: false });
    const refused = await send('GET', '/Me');
    await changeTenant(served.admin, served.tenant, { enabled: true });
    expect([refused.status, refused.body['detail']]).toEqual([403, expect.stringContaining('switched off')]);
    expect((await send('GET', '/Me')).status).toBe(200);
  });

  it('can be revoked, and expires after 90 days by default', async () => {
    const [revoked, lasting, brief] = [
      await person('revoked'),
      await person('lasting'),
      await person('brief', { expires: new Date(Date.now() + DAY_MS) }),
    ];
    await revokeToken(served.admin, served.tenant, revoked.tokenId);
    const refused = await revoked.send('GET', '/Me');
    expect([refused.status, refused.body['detail']]).toEqual([
      401,
      'This token was revoked. Ask your administrator for a new one.',
    ]);
    ahead = 89 * DAY_MS;
    expect((await brief.send('GET', '/Me')).body['detail']).toMatch(/expired. Ask your administrator/);
    expect((await lasting.send('GET', '/Me')).status).toBe(200);
    ahead = 91 * DAY_MS;
    expect((await lasting.send('GET', '/Me')).status).toBe(401);
    ahead = 0;
  });
});

describe('issuing a token that names a user', () => {
  it('accepts an id, or a userName in any case', async () => {
    expect((await issue({ userId: bob })).token).toMatchObject({ userId: bob, description: '/Me' });
    expect((await issue({ userName: 'BOB' })).token).toMatchObject({ userId: bob });
    expect((await issue({ userName: 'bob', description: 'Phone' })).token.description).toBe('Phone');
  });

  it.each([
    ['an unknown id', { userId: 'nobody' }, 'no User with this id'],
    ['an unknown name', { userName: 'nobody@x.example' }, 'no User with this userName'],
    ['both', { userId: 'x', userName: 'y' }, 'not by both'],
    ['an empty id', { userId: '' }, 'no User with this id'],
    ['an empty description', { userName: 'bob', description: ' ' }, 'Give the token a description'],
  ])('is refused with %s', async (_, wanted, words) => {
    const before = await served.admin.store.tokens.list(served.tenant.id);
    const refusal: unknown = await issue(wanted).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AdminRefusal);
    expect(String(refusal)).toContain(words);
    expect(String(refusal)).not.toContain('@x.example');
    expect(await served.admin.store.tokens.list(served.tenant.id)).toEqual(before);
  });

  it('is refused for a group, and for a user of another tenant, whose URL it does not open', async () => {
    const group = await served.send('POST', '/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Night Watch',
    });
    await expect(issue({ userId: String(group.body['id']) })).rejects.toThrow('no User with this id');
    const other = await createTenant(served.admin, {
      connector: 'flow',
      name: 'fabrikam',
      entitlements: ['flow-api'],
    });
    for (const named of [{ userId: bob }, { userName: 'bob' }]) {
      await expect(issueToken(served.admin, other, { createdBy: 'x', ...named })).rejects.toThrow(
        AdminRefusal,
      );
    }
    const { secret } = await issue({ userId: bob });
    const elsewhere = served.tenantUrl.replace('contoso', 'fabrikam');
    const Authorization = `Bearer ${secret}`;
    expect((await served.send('GET', `${elsewhere}/Me`, undefined, { Authorization })).status).toBe(401);
  });

  it('affects neither the tokens of the tenant nor its health', async () => {
    const alone = await serveFlow();
    const ask = (wanted: Partial<WantedToken>) =>
      issueToken(alone.admin, alone.tenant, { createdBy: 'tests', ...wanted });
    await alone.send('POST', '/Users', flowUser('ada'));
    const mine = [
      await ask({ userName: 'ada' }),
      await ask({ userName: 'ada' }),
      await ask({ userName: 'ada' }),
    ];
    // The tenant has a token of the fixture, and gets a second; the tokens of users do not count.
    await ask({});
    await expect(ask({})).rejects.toThrow('has 2 tokens that work.');
    const listed = await alone.admin.store.tokens.list(alone.tenant.id);
    expect(listed.filter(({ userId }) => userId !== undefined)).toEqual(
      expect.arrayContaining(mine.map(({ token }) => token)),
    );
    const health = await tenantHealth(alone.admin, alone.tenant);
    expect(health.liveTokens).toBe(2);
    await alone.close();
  });

  it('has a limit of its own', async () => {
    const store = memoryStore();
    const alone = await serveFlow({ store });
    await alone.send('POST', '/Users', flowUser('ada'));
    const ask = () => issueToken(alone.admin, alone.tenant, { createdBy: 'tests', userName: 'ada' });
    for (let made = 0; made < 1_000; made += 1) await ask();
    await expect(ask()).rejects.toThrow('has 1000 tokens that work and name a user. Revoke');
    await alone.close();
  });
});
