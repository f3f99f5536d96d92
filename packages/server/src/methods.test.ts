import { defineConnector } from '@scimwright/connector-kit';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flowDefinition, flowUser, serveFlow, type Served } from './serve.fixture.ts';

const { groups: _groups, ...alone } = flowDefinition;

let served: Served;
let withoutGroups: Served;
let user = '';
let group = '';
beforeAll(async () => {
  served = await serveFlow();
  withoutGroups = await serveFlow({ connector: defineConnector(alone) });
  user = String((await served.send('POST', '/Users', flowUser('ada'))).body['id']);
  const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'Night Watch' };
  group = String((await served.send('POST', '/Groups', { ...body, members: [{ value: user }] })).body['id']);
});
afterAll(async () => {
  await served.close();
  await withoutGroups.close();
});

/** The methods that each path allows; any other is a 405. */
const ENDPOINTS: readonly (readonly [path: string, allow: string])[] = [
  ['', 'GET, HEAD, OPTIONS'],
  ['/.search', 'POST, OPTIONS'],
  ['/Bulk', 'POST, OPTIONS'],
  ['/ServiceProviderConfig', 'GET, HEAD, OPTIONS'],
  ['/ResourceTypes', 'GET, HEAD, OPTIONS'],
  ['/ResourceTypes/User', 'GET, HEAD, OPTIONS'],
  ['/Schemas', 'GET, HEAD, OPTIONS'],
  ['/Schemas/urn:ietf:params:scim:schemas:core:2.0:User', 'GET, HEAD, OPTIONS'],
  ['/openapi.json', 'GET, HEAD, OPTIONS'],
  ['/Users', 'GET, HEAD, POST, OPTIONS'],
  ['/Users/.search', 'POST, OPTIONS'],
  ['/Users/{user}', 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS'],
  ['/Groups', 'GET, HEAD, POST, OPTIONS'],
  ['/Groups/.search', 'POST, OPTIONS'],
  ['/Groups/{group}', 'GET, HEAD, PUT, PATCH, DELETE, OPTIONS'],
];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

describe.each(ENDPOINTS)('the path "%s"', (shape, allow) => {
  const allowed = allow.split(', ');
  const path = (): string => shape.replace('{user}', user).replace('{group}', group);

  it(`answers OPTIONS with ${allow} to anyone, without a body`, async () => {
    const answer = await fetch(`${served.tenantUrl}${path()}`, { method: 'OPTIONS' });
    expect([answer.status, answer.headers.get('Allow'), await answer.text()]).toEqual([204, allow, '']);
  });

  it.each(METHODS.filter((method) => !allowed.includes(method)))(
    'answers %s 405 with Allow, whatever the body is',
    async (method) => {
      const body = method === 'GET' || method === 'HEAD' ? undefined : '{"broken';
      const answer = await served.send(method, path(), body);
      expect([answer.status, answer.headers.get('Allow')]).toEqual([405, allow]);
      if (method === 'HEAD') return;
      expect(answer.body).toMatchObject({ status: '405', detail: expect.stringContaining(allow) });
    },
  );

  it('is found with a doubled slash anywhere in the URL', async () => {
    const { pathname, origin } = new URL(`${served.tenantUrl}${path()}`);
    for (const url of [`${origin}/${pathname}`, `${served.tenantUrl}//${path()}`]) {
      const answer = await fetch(url, { method: 'OPTIONS' });
      expect([answer.status, answer.headers.get('Allow')]).toEqual([204, allow]);
    }
  });

  if (!allowed.includes('GET')) return;

  it('answers GET with a doubled slash like without it', async () => {
    const [one, two] = [await served.send('GET', path()), await served.send('GET', `/${path()}`)];
    expect([two.status, two.headers.get('Content-Location'), two.text]).toEqual([
      one.status,
      one.headers.get('Content-Location'),
      one.text,
    ]);
  });

  it('answers HEAD as GET, without the body', async () => {
    const got = await onTheWire('GET', path());
    const asked = await onTheWire('HEAD', path());
    expect(asked.text).toBe('');
    expect(got.text).not.toBe('');
    expect([asked.status, asked.headers]).toEqual([got.status, got.headers]);
  });
});

describe('HEAD', () => {
  it.each([
    ['a missing user', '/Users/nobody', 404],
    ['a refused query', '/Users?filter=title+eq+%22x%22', 400],
    ['an unknown path', '/NoSuchType', 404],
  ])('of %s is answered as GET is, without the body', async (_, path, status) => {
    const got = await onTheWire('GET', path);
    const asked = await onTheWire('HEAD', path);
    expect([asked.status, asked.text, asked.headers]).toEqual([status, '', got.headers]);
  });

  it('of a user whose version the client has is answered 304', async () => {
    const answer = await served.send('HEAD', `/Users/${user}`, undefined, { 'If-None-Match': 'W/"1"' });
    expect([answer.status, answer.headers.get('ETag')]).toEqual([304, 'W/"1"']);
  });

  it('requires a token as GET does', async () => {
    const answer = await fetch(`${served.tenantUrl}/Users`, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer realm="SCIM"']);
  });
});

describe('a resource created with a doubled slash', () => {
  it('has its location without the doubled slash', async () => {
    const made = await served.send('POST', '//Users', flowUser('slashes'));
    const location = `${served.tenantUrl}/Users/${String(made.body['id'])}`;
    expect([made.status, made.headers.get('Location')]).toEqual([201, location]);
    expect(made.body).toHaveProperty('meta.location', location);
  });
});

describe('the challenge of a 401', () => {
  it.each([
    ['without a header', undefined, 'Bearer realm="SCIM"'],
    ['with another scheme', 'Basic YTpi', 'Bearer realm="SCIM"'],
    ['with the scheme alone', 'Bearer', 'Bearer realm="SCIM"'],
    ['with a made-up token', 'Bearer nonsense', 'Bearer realm="SCIM", error="invalid_token"'],
  ])('%s names an error only if a token was sent', async (_, authorization, challenge) => {
    const headers = authorization === undefined ? undefined : { Authorization: authorization };
    const answer = await fetch(`${served.tenantUrl}/Users`, { ...(headers && { headers }) });
    expect([answer.status, answer.headers.get('WWW-Authenticate')]).toEqual([401, challenge]);
  });
});

describe('a method that no path allows', () => {
  it.each(['PROPFIND', 'TRACE'])('%s is answered 501 with a SCIM error', async (method) => {
    const answer = await onTheWire(method, '/Users');
    expect(answer.status).toBe(501);
    expect(JSON.parse(answer.text)).toMatchObject({ status: '501' });
  });

  it('cannot be set by X-HTTP-Method-Override', async () => {
    const override = { 'X-HTTP-Method-Override': 'DELETE' };
    expect((await served.send('POST', `/Users/${user}`, '{}', override)).status).toBe(405);
    expect((await served.send('GET', `/Users/${user}`)).status).toBe(200);
  });
});

describe('a product without groups', () => {
  it.each([
    ['GET', '/Groups', 200],
    ['HEAD', '/Groups', 200],
    ['OPTIONS', '/Groups', 204],
    ['POST', '/Groups', 404],
    ['DELETE', '/Groups', 404],
    ['GET', '/Groups/77', 404],
    ['PATCH', '/Groups/77', 404],
    ['POST', '/Groups/.search', 404],
  ])('answers %s %s %i', async (method, path, status) => {
    expect((await withoutGroups.send(method, path)).status).toBe(status);
  });
});

describe('/Me', () => {
  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])('is answered 501 to %s', async (method) => {
    const body = method === 'GET' || method === 'HEAD' ? undefined : '{"broken';
    expect((await served.send(method, '/Me', body)).status).toBe(501);
  });

  it('says that the token belongs to no user', async () => {
    const { body } = await served.send('GET', '/Me');
    expect(body).toMatchObject({ status: '501', detail: expect.stringContaining('not to a user') });
  });

  it('requires a token first', async () => {
    expect((await fetch(`${served.tenantUrl}/Me`)).status).toBe(401);
  });
});

/** An answer with all its headers, some of which `fetch` hides for HEAD. */
async function onTheWire(method: string, path: string) {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { Authorization: `Bearer ${served.secret}` };
    httpRequest(`${served.tenantUrl}${path}`, { method, headers }, resolve).on('error', reject).end();
  });
  let text = '';
  for await (const piece of answer.setEncoding('utf8')) text += String(piece);
  // The first two differ between any two answers; a HEAD has no body to encode.
  const passing = new Set(['date', 'x-request-id', 'transfer-encoding']);
  const headers = Object.entries(answer.headers).filter(([name]) => !passing.has(name));
  return { status: answer.statusCode, headers, text };
}
