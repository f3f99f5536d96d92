import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  createTenant,
  issueToken,
  serveAdmin,
  type Issued,
  type ServedAdmin,
} from './serve-admin.fixture.ts';

let served: ServedAdmin;
beforeAll(async () => {
  served = await serveAdmin();
});
afterAll(() => served.close());
afterEach(() => {
  // The host logs faults, and answers and refusals that an endpoint does not declare.
  if (served.lines.length > 0) throw new Error(served.lines.join('\n'));
});

const makeTenant = (product?: string, more?: object) => createTenant(served, product, more);
const issue = (path: string, body?: object) => issueToken(served, path, body);

async function scim(issued: Issued, method: string, path: string, body?: object) {
  const answer = await fetch(`${issued.tenantUrl}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${issued.secretToken}`,
      'Content-Type': 'application/scim+json',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as { id: string } };
}

const user = (userName: string, more: object = {}) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName,
  ...more,
});

describe('the admin token', () => {
  it('is made at the first start, in a file that only this user can read', async () => {
    expect(served.adminToken).toMatch(/^scima_/);
    expect((await stat(join(served.folder, 'admin-token'))).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['none', {}, 'Send the admin token', ''],
    [
      'another',
      { Authorization: `Bearer scima_${'a'.repeat(51)}` },
      'not the admin token',
      ', error="invalid_token"',
    ],
    ['a word of another scheme', { Authorization: 'Basic YTpi' }, 'Send the admin token', ''],
  ])('is required: %s gets a 401, and the message says what to do', async (_, headers, words, error) => {
    const answer = await fetch(`${served.host.url}/admin/api/tenants`, { headers });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('WWW-Authenticate')).toBe(`Bearer realm="admin"${error}`);
    expect(await answer.json()).toEqual({
      error: 'unauthorized',
      message: expect.stringContaining(words) as string,
    });
  });

  it('opens no tenant, and the token of a tenant does not open the admin API', async () => {
    const { path } = await makeTenant();
    const issued = await issue(path);
    const asAdmin = { Authorization: `Bearer ${issued.secretToken}` };
    expect((await served.send('GET', '/tenants', undefined, asAdmin)).status).toBe(401);
    const { status } = await scim({ ...issued, secretToken: served.adminToken }, 'GET', '/Users');
    expect(status).toBe(401);
  });
});

describe('connectors', () => {
  it('show their tables, their token flow and their assumptions', async () => {
    const { connectors } = (await served.send('GET', '/connectors')).body<{ connectors: object[] }>();
    expect(connectors).toHaveLength(4);
    expect(connectors[0]).toMatchObject({
      id: 'flow',
      tenantUrl: `${served.host.url}/flow/{tenant}/scim/v2`,
      tokenFlow: { kind: 'support-issued', entitlement: 'flow-api', linkHours: 24, scopes: ['scim'] },
      assumptions: ['Names are matched by this one too.', 'Display names are not required.'],
    });
    expect(connectors[0]).not.toHaveProperty('cannotDisable');
    expect(connectors[3]).toMatchObject({ cannotDisable: 'Its people are deleted when they leave.' });
    expect(connectors[0]).toHaveProperty('users.3', {
      path: 'externalId',
      type: 'string',
      required: false,
      filterable: true,
      source: 'mailNickname',
      assumed: true,
    });
    expect(connectors[1]).not.toHaveProperty('groups');
  });
});

describe('tenants', () => {
  it('are created, shown, changed, and deleted with all their data', async () => {
    const { name, path, created } = await makeTenant('flow', {
      settings: { region: 'eu' },
      entitlements: ['flow-api'],
    });
    const shown = {
      connector: 'flow',
      tenant: name,
      tenantUrl: `${served.host.url}/flow/${name}/scim/v2`,
      enabled: true,
      entitlements: ['flow-api'],
      settings: { region: 'eu' },
      created: expect.any(String) as string,
    };
    expect(created.body()).toEqual(shown);
    expect((await served.send('GET', path)).body()).toEqual(shown);
    const changed = await served.send('PATCH', path, { entitlements: [] });
    expect(changed.body()).toEqual({ ...shown, entitlements: [] });
    await served.send('PATCH', path, { entitlements: ['flow-api'] });
    const issued = await issue(path);
    expect((await served.send('DELETE', path)).status).toBe(422);
    expect((await served.send('DELETE', `${path}?confirm=another`)).status).toBe(422);
    expect((await scim(issued, 'GET', '/Users')).status).toBe(200);
    const deleted = await served.send('DELETE', `${path}?confirm=${name}`);
    expect(deleted.body()).toEqual({ connector: 'flow', tenant: name });
    expect((await served.send('GET', path)).status).toBe(404);
    expect((await scim(issued, 'GET', '/Users')).status).toBe(401);
  });

  it('are listed in pages, for one connector or for all', async () => {
    for (let at = 0; at < 3; at += 1) await makeTenant('wiki', {});
    const all = await served.send('GET', '/tenants?limit=200');
    const { tenants: every } = all.body<{ tenants: { connector: string; tenant: string }[] }>();
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const query = new URLSearchParams({ limit: '2', ...(after && { after }) });
      const page = await served.send('GET', `/tenants?${query}`);
      const { tenants, next } = page.body<{ tenants: { tenant: string }[]; next?: string }>();
      expect(tenants.length).toBeLessThanOrEqual(2);
      seen.push(...tenants.map(({ tenant }) => tenant));
      after = next;
    } while (after !== undefined);
    expect(seen).toEqual(every.map(({ tenant }) => tenant));
    const wikis = (await served.send('GET', '/tenants?connector=wiki')).body<{ tenants: object[] }>();
    expect(wikis.tenants).toHaveLength(every.filter(({ connector }) => connector === 'wiki').length);
  });

  it('are enabled, which makes the token once in its token flow, and disabled', async () => {
    const { path } = await makeTenant('desk', {});
    const enabled = (await served.send('POST', `${path}/enable`)).body<{ issued?: Issued }>();
    expect(enabled).toMatchObject({ tenant: { enabled: true }, issued: { token: { state: 'live' } } });
    const { issued } = enabled;
    if (issued === undefined) throw new Error('Nothing was issued.');
    expect((await scim(issued, 'GET', '/Users')).status).toBe(200);
    const again = await served.send('POST', `${path}/enable`, { createdBy: 'ada' });
    expect(again.body()).not.toHaveProperty('issued');
    expect(again.body()).toHaveProperty(
      'message',
      `The token ${issued.token.id} (Made by enabling) works until it is revoked.`,
    );
    expect((await served.send('POST', `${path}/disable`)).body()).toMatchObject({ enabled: false });
    expect((await scim(issued, 'GET', '/Users')).status).toBe(403);
  });
});

describe('tokens', () => {
  it('are issued with their secret, listed without it, and revoked', async () => {
    const { path } = await makeTenant();
    const issued = await issue(path, { description: 'Entra', createdBy: 'ada@contoso.example' });
    const listed = await served.send('GET', `${path}/tokens`);
    expect(listed.body()).toEqual({ tokens: [issued.token] });
    expect(listed.text).not.toContain(issued.secretToken);
    expect(issued.token).toMatchObject({ description: 'Entra', createdBy: 'ada@contoso.example' });
    expect((await scim(issued, 'GET', '/Users')).status).toBe(200);
    const revoked = await served.send('POST', `${path}/tokens/${issued.token.id}/revoke`);
    expect(revoked.body()).toMatchObject({ tokens: [{ state: 'revoked' }] });
    expect((await scim(issued, 'GET', '/Users')).status).toBe(401);
  });

  it('have the scope and the expiry that the request names', async () => {
    const { path } = await makeTenant('wiki', {});
    const read = await issue(path, { scope: 'Read', expires: '2099-01-01T00:00:00+02:00' });
    expect(read.token).toMatchObject({ scope: 'Read', expires: '2098-12-31T22:00:00.000Z' });
    expect((await issue(path)).token).toMatchObject({ scope: 'Scim' });
    expect((await scim(read, 'GET', '/Users')).status).toBe(403);
  });

  it('name a user by id or by userName, are listed with the id, and read only /Me', async () => {
    const { path } = await makeTenant();
    const entra = await issue(path);
    const ada = await scim(entra, 'POST', '/Users', user('ada@contoso.example'));
    for (const named of [{ userId: ada.body.id }, { userName: 'Ada@contoso.example' }]) {
      const own = await issue(path, named);
      expect(own.token).toMatchObject({ userId: ada.body.id, description: '/Me', state: 'live' });
      expect(own.token).toHaveProperty('expires');
      expect(await scim(own, 'GET', '/Me')).toMatchObject({ status: 200, body: { id: ada.body.id } });
      expect((await scim(own, 'GET', '/Users')).status).toBe(403);
    }
    const { tokens } = (await served.send('GET', `${path}/tokens`)).body<{ tokens: { userId?: string }[] }>();
    expect(tokens.map(({ userId }) => userId)).toEqual([ada.body.id, ada.body.id, undefined]);
    expect((await scim(entra, 'GET', '/Me')).status).toBe(501);
  });
});

describe('the log, events, people and groups', () => {
  it('show everything that happened to a person', async () => {
    const { path } = await makeTenant();
    const issued = await issue(path);
    const ada = await scim(issued, 'POST', '/Users', user('ada@contoso.example', { active: true }));
    const bob = await scim(issued, 'POST', '/Users', user('bob@contoso.example'));
    const refused = await scim(issued, 'POST', '/Users', user('ADA@contoso.example'));
    expect(refused.status).toBe(409);
    await scim(issued, 'GET', `/Users/${ada.body.id}`);
    const group = await scim(issued, 'POST', '/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Everyone',
      members: [{ value: ada.body.id }, { value: bob.body.id }],
    });
    expect(group.status).toBe(201);

    const found = async (query: Record<string, string>) => {
      const answer = await served.send('GET', `${path}/log?${new URLSearchParams(query)}`);
      expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
      return answer
        .body<{ entries: { operation: string; status: number; subject?: string }[] }>()
        .entries.map(({ operation, status }) => `${operation} ${status}`);
    };
    // Reads are logged a moment later.
    await expect.poll(() => found({ operation: 'retrieve' }), { timeout: 5_000 }).toHaveLength(1);
    const story = ['retrieve 200', 'create 409', 'create 201'];
    expect(await found({ about: 'Ada@Contoso.example' })).toEqual(story);
    // The refused create has no id.
    expect(await found({ about: ada.body.id })).toEqual(['retrieve 200', 'create 201']);
    expect(await found({ about: 'nobody' })).toEqual([]);
    expect(await found({ outcome: 'failed' })).toEqual(['create 409']);
    expect(await found({ outcome: 'fault' })).toEqual([]);
    expect((await served.send('GET', `${path}/log/unresolved`)).body()).toMatchObject({
      entries: [{ operation: 'create', status: 409 }],
      capped: false,
    });
    expect(await found({ about: 'Everyone', outcome: 'succeeded' })).toEqual(['create 201']);
    expect(await found({ since: new Date(Date.now() + 60_000).toISOString() })).toEqual([]);
    expect(await found({ until: '2020-01-01T00:00:00Z' })).toEqual([]);

    const paged: string[] = [];
    let before: string | undefined;
    do {
      const query = new URLSearchParams({ limit: '2', ...(before && { before }) });
      const page = await served.send('GET', `${path}/log?${query}`);
      const { entries, next } = page.body<{ entries: { requestId: string }[]; next?: string }>();
      paged.push(...entries.map(({ requestId }) => requestId));
      before = next;
    } while (before !== undefined);
    expect(new Set(paged).size).toBe(5);

    const events: { type: string; seq: number }[] = [];
    let after: number | undefined = 0;
    do {
      const page = await served.send('GET', `${path}/events?limit=2&after=${after}`);
      const body: { events: { type: string; seq: number }[]; next?: number } = page.body();
      events.push(...body.events);
      after = body.next;
    } while (after !== undefined);
    expect(events.map(({ type }) => type).toSorted()).toEqual([
      'group.created',
      'group.members.added',
      'user.created',
      'user.created',
    ]);
    expect((await served.send('GET', `${path}/events/failing`)).body()).toEqual({ events: [] });
    const [first] = events;
    const skipped = await served.send('POST', `${path}/events/${first?.seq}/skip`);
    expect(skipped.body()).toEqual({ skipped: first?.seq });
    expect((await served.send('POST', `${path}/events/${first?.seq}/skip`)).status).toBe(404);

    const users = await served.send('GET', `${path}/users?limit=1`);
    expect(users.body()).toMatchObject({
      total: 2,
      resources: [{ id: ada.body.id, name: 'ada@contoso.example', active: true, version: 1 }],
      next: 2,
    });
    const lastUsers = await served.send('GET', `${path}/users?limit=1&startIndex=2`);
    expect(lastUsers.body()).toMatchObject({ total: 2, resources: [{ id: bob.body.id }] });
    expect(lastUsers.body()).not.toHaveProperty('next');
    const byName = await served.send('GET', `${path}/users?attribute=userName&value=BOB@contoso.example`);
    expect(byName.body()).toMatchObject({ total: 1, resources: [{ id: bob.body.id }] });
    const whole = await served.send('GET', `${path}/users/${ada.body.id}`);
    expect(whole.body()).toMatchObject({
      userName: 'ada@contoso.example',
      meta: { location: `${issued.tenantUrl}/Users/${ada.body.id}` },
    });
    const groups = await served.send('GET', `${path}/groups?attribute=displayName&value=everyone`);
    expect(groups.body()).toMatchObject({ total: 1, resources: [{ name: 'Everyone' }] });
    const one = await served.send('GET', `${path}/groups/${group.body.id}`);
    expect(one.body()).not.toHaveProperty('members');
    const members = `${path}/groups/${group.body.id}/members`;
    const page = (await served.send('GET', `${members}?limit=1`)).body<{ members: object[]; next: string }>();
    expect(page.members).toEqual([{ value: ada.body.id, type: 'User' }]);
    const rest = await served.send('GET', `${members}?limit=1&after=${page.next}`);
    expect(rest.body()).toEqual({ members: [{ value: bob.body.id, type: 'User' }] });
  });
});

describe('the health of a tenant', () => {
  const health = async (path: string) =>
    (await served.send('GET', `${path}/health`)).body<{ warnings: string[] }>();

  it('warns in sentences that say what to do', async () => {
    const { path } = await makeTenant('flow', {});
    expect((await health(path)).warnings).toEqual([
      expect.stringContaining('does not include flow-api'),
      expect.stringContaining('No token works'),
    ]);
    await served.send('PATCH', path, { entitlements: ['flow-api'] });
    const soon = new Date(Date.now() + 3.5 * 86_400_000).toISOString();
    const issued = await issue(path, { expires: soon });
    expect((await health(path)).warnings).toEqual([
      'The token that is in use expires in 3 days. Make a new one and put it into Secret Token.',
      expect.stringContaining('press Test Connection'),
    ]);
    expect((await scim(issued, 'POST', '/Users', { schemas: [] })).status).toBe(400);
    await expect
      .poll(async () => (await health(path)).warnings.at(-1), { timeout: 5_000 })
      .toMatch(/^Every request of the last 24 hours failed\. The last was answered 400: /);
    expect((await scim(issued, 'POST', '/Users', user('ada'))).status).toBe(201);
    expect(await health(path)).toMatchObject({
      enabled: true,
      users: 1,
      groups: 0,
      liveTokens: 1,
      nextExpiry: soon,
      last24Hours: { requests: 2, succeeded: 1, refused: 1, faults: 0, capped: false },
      lastFailure: { status: 400 },
      pendingEvents: 1,
      failingEvents: 0,
      warnings: [expect.stringContaining('expires in 3 days')],
    });
  });

  it('leaves out groups if the product has none', async () => {
    const { path } = await makeTenant('board', {});
    expect(await health(path)).not.toHaveProperty('groups');
  });
});

describe('a malformed or refused request', () => {
  const refusals: readonly {
    readonly what: string;
    readonly request: readonly [method: string, path: string, body?: object];
    readonly status: number;
    readonly words: string;
  }[] = [
    { what: 'an unknown path', request: ['GET', '/nothing'], status: 404, words: 'openapi.json' },
    {
      what: 'a slash at the end of a path',
      request: ['GET', '/tenants/'],
      status: 404,
      words: 'openapi.json',
    },
    { what: 'another method', request: ['PUT', '/tenants', {}], status: 405, words: 'GET' },
    {
      what: 'a broken escape',
      request: ['GET', '/tenants/flow/%E0%A4%A'],
      status: 400,
      words: 'percent sign',
    },
    {
      what: 'an unknown connector',
      request: ['GET', '/tenants?connector=x'],
      status: 404,
      words: 'has flow',
    },
    {
      what: 'an unknown parameter',
      request: ['GET', '/tenants?conector=flow'],
      status: 400,
      words: 'conector',
    },
    {
      what: 'a limit above the maximum',
      request: ['GET', '/tenants?limit=201'],
      status: 400,
      words: 'limit: ',
    },
    {
      what: 'a limit of users above the maximum',
      request: ['GET', '/tenants/flow/taken/users?limit=201'],
      status: 400,
      words: 'limit: ',
    },
    {
      what: 'a limit that is not a number',
      request: ['GET', '/tenants/flow/taken/groups?limit=ten'],
      status: 400,
      words: 'limit: ',
    },
    {
      what: 'an unknown operation',
      request: ['GET', '/tenants/flow/taken/log?operation=creat'],
      status: 422,
      words: 'no operation "creat". Choose one of discover, query, search, bulk, me, create, ',
    },
    {
      what: 'an unknown entitlement',
      request: ['POST', '/tenants', { connector: 'flow', tenant: 'x', entitlements: ['flow-apii'] }],
      status: 422,
      words: 'no entitlement "flow-apii". It has flow-api.',
    },
    {
      what: 'an entitlement for a product without entitlements',
      request: ['POST', '/tenants', { connector: 'wiki', tenant: 'x', entitlements: ['flow-api'] }],
      status: 422,
      words: 'It has none',
    },
    { what: 'a limit of 0', request: ['GET', '/tenants?limit=0'], status: 400, words: 'limit: ' },
    { what: 'no name', request: ['POST', '/tenants', { connector: 'flow' }], status: 400, words: 'tenant: ' },
    {
      what: 'a malformed name',
      request: ['POST', '/tenants', { connector: 'flow', tenant: 'A b' }],
      status: 422,
      words: 'lower-case letters',
    },
    {
      what: 'wrong settings',
      request: ['POST', '/tenants', { connector: 'flow', tenant: 'x', settings: { region: 'mars' } }],
      status: 422,
      words: 'region',
    },
    {
      what: 'an unknown field',
      request: ['POST', '/tenants', { connector: 'flow', tenant: 'x', enabled: true }],
      status: 400,
      words: 'enabled',
    },
    {
      what: 'an empty change',
      request: ['PATCH', '/tenants/flow/x', {}],
      status: 400,
      words: 'settings',
    },
    { what: 'an unknown tenant', request: ['GET', '/tenants/flow/x'], status: 404, words: '"x"' },
    {
      what: 'a tenant of another connector',
      request: ['GET', '/tenants/wiki/taken'],
      status: 404,
      words: '"taken"',
    },
    {
      what: 'a taken name',
      request: ['POST', '/tenants', { connector: 'flow', tenant: 'taken' }],
      status: 409,
      words: 'already',
    },
    {
      what: 'a token without the entitlement',
      request: ['POST', '/tenants/flow/taken/tokens', {}],
      status: 422,
      words: 'flow-api',
    },
    {
      what: 'a link without the entitlement',
      request: ['POST', '/tenants/flow/taken/hand-overs', {}],
      status: 422,
      words: 'flow-api',
    },
    {
      what: 'a token with an unknown scope',
      request: ['POST', '/tenants/wiki/scopes/tokens', { scope: 'Root' }],
      status: 422,
      words: 'Scim or Read',
    },
    {
      what: 'a token for an unknown user',
      request: ['POST', '/tenants/wiki/scopes/tokens', { userId: 'u1' }],
      status: 404,
      words: 'no User with this id',
    },
    {
      what: 'a token for a user by a name that a database cannot store',
      request: ['POST', '/tenants/wiki/scopes/tokens', { userName: 'a\u0000b' }],
      status: 400,
      words: 'userName',
    },
    {
      what: 'a token for a user by id and by name',
      request: ['POST', '/tenants/wiki/scopes/tokens', { userId: 'u1', userName: 'u1' }],
      status: 422,
      words: 'not by both',
    },
    {
      what: 'a link for a token that names a user',
      request: ['POST', '/tenants/flow/taken/hand-overs', { userId: 'u1' }],
      status: 400,
      words: 'userId',
    },
    {
      what: 'a link for a product whose admins make the token',
      request: ['POST', '/tenants/wiki/scopes/hand-overs', {}],
      status: 422,
      words: 'My Profile',
    },
    {
      what: 'an unknown token',
      request: ['POST', '/tenants/flow/taken/tokens/x/revoke'],
      status: 404,
      words: 'no token x',
    },
    {
      what: 'a malformed position',
      request: ['GET', '/tenants/flow/taken/log?before=5'],
      status: 422,
      words: 'no place',
    },
    {
      what: 'a malformed time',
      request: ['GET', '/tenants/flow/taken/log?since=today'],
      status: 400,
      words: 'since: ',
    },
    {
      what: 'groups of a product without groups',
      request: ['GET', '/tenants/wiki/scopes/groups'],
      status: 404,
      words: 'no groups',
    },
    {
      what: 'an unknown person',
      request: ['GET', '/tenants/flow/taken/users/u1'],
      status: 404,
      words: 'no User u1',
    },
    {
      what: 'an attribute without an index',
      request: ['GET', '/tenants/flow/taken/users?attribute=title&value=x'],
      status: 422,
      words: 'userName',
    },
    {
      what: 'a malformed attribute',
      request: ['GET', '/tenants/flow/taken/users?attribute=%5B%5D&value=x'],
      status: 422,
      words: 'userName',
    },
    {
      what: 'a body that is too large',
      request: ['POST', '/tenants', { tenant: 'x'.repeat(70_000) }],
      status: 413,
      words: '65536 bytes',
    },
  ];

  beforeAll(async () => {
    await served.send('POST', '/tenants', { connector: 'flow', tenant: 'taken' });
    await served.send('POST', '/tenants', { connector: 'wiki', tenant: 'scopes' });
  });

  it.each(refusals)('is refused with a message: $what', async ({ request, status, words }) => {
    const answer = await served.send(...request);
    expect([answer.status, answer.text]).toEqual([status, expect.anything()]);
    const body = answer.body<{ error: string; message: string }>();
    expect(Object.keys(body)).toEqual(['error', 'message']);
    expect(body.message).toContain(words);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
  });

  it.each([
    ['no JSON', '{"connector":', 'application/json', 400],
    ['another type', 'connector=flow', 'application/x-www-form-urlencoded', 415],
    ['a list', '[]', 'application/json', 400],
  ])('is refused when its body is %s', async (_, body, type, status) => {
    const answer = await fetch(`${served.host.url}/admin/api/tenants`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${served.adminToken}`, 'Content-Type': type },
      body,
    });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toHaveProperty('message');
  });
});
