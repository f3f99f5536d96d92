import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flowUser, patchOf, serveFlow, type Served } from './serve.fixture.ts';

let served: Served;
beforeAll(async () => {
  served = await serveFlow();
});
afterAll(() => served.close());

async function makeUser(userName: string): Promise<string> {
  const { body } = await served.send('POST', '/Users', flowUser(userName));
  return String(body['id']);
}

describe('the route decides first', () => {
  it.each([
    ['DELETE', '/Users', 405],
    ['PATCH', '/Users', 405],
    ['PUT', '/Groups', 405],
    ['POST', '/Users/2819', 405],
    ['POST', '/Schemas', 405],
    ['DELETE', '/ServiceProviderConfig', 405],
    ['GET', '/NoSuchType', 404],
    ['GET', '/users', 404],
    ['POST', '/Users/2819/name', 404],
  ])('%s %s is answered %i, whatever the body is', async (method, path, status) => {
    const answer = await served.send(method, path, method === 'GET' ? undefined : '{"broken');
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(status),
    });
    expect(answer.headers.get('Content-Type')).toBe('application/scim+json; charset=utf-8');
    expect(answer.headers.get('Allow')?.includes('GET')).toBe(status === 405 ? true : undefined);
  });

  it('answers an unknown method 501, not 500', async () => {
    expect((await served.send('PROPFIND', '/Users')).status).toBe(501);
  });

  it('answers HEAD as GET, without a body', async () => {
    const id = await makeUser('head');
    const answer = await served.send('HEAD', `/Users/${id}`);
    expect([answer.status, answer.text, answer.headers.get('ETag')]).toEqual([200, '', 'W/"1"']);
  });

  it('accepts a trailing slash', async () => {
    expect((await served.send('GET', '/Users/?filter=userName+eq+%22nobody%22')).body['totalResults']).toBe(
      0,
    );
  });
});

describe('media types', () => {
  it.each([
    ['application/scim+json', 201],
    ['application/json', 201],
    ['application/scim+json; charset=utf-8', 201],
    ['application/json; charset=UTF-8', 201],
    ['text/xml', 415],
    ['application/scim+json; charset=utf-16', 415],
    ['application/x-www-form-urlencoded', 415],
  ])('a body of %s is answered %i', async (type, status) => {
    const answer = await served.send('POST', '/Users', flowUser(`media-${type}`), { 'Content-Type': type });
    expect(answer.status).toBe(status);
  });

  it.each([
    ['application/scim+json', 200],
    ['application/json', 200],
    ['*/*', 200],
    ['application/scim+json; charset=utf-8', 200],
    ['application/json;profile="a,b";q=0.5, text/html', 200],
    ['image/png', 406],
    ['application/scim+json; charset=utf-8;q=0', 406],
  ])('Accept: %s is answered %i', async (accept, status) => {
    expect((await served.send('GET', '/Users?count=0', undefined, { Accept: accept })).status).toBe(status);
  });

  it('stores every character as it was sent', async () => {
    const displayName = 'Søren 李 😀 \u0301 "quoted" \\ back';
    const { body } = await served.send('POST', '/Users', flowUser('søren', { displayName }));
    const read = await served.send('GET', `/Users/${String(body['id'])}`);
    expect(read.body).toMatchObject({ userName: 'søren', displayName });
  });
});

describe('limits', () => {
  const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  it.each([
    ['a body of more than a megabyte', `{"userName":"${'a'.repeat(1_100_000)}"}`, 413, undefined, '1048576'],
    ['a body with more than 16 levels', nested(17), 400, 'invalidSyntax', '16 levels'],
    ['JSON that is cut off', '{"userName":', 400, 'invalidSyntax', 'not valid JSON'],
    ['a key that reaches for a prototype', '{"__proto__":{"x":1}}', 400, 'invalidSyntax', '__proto__'],
    ['an array', '[]', 400, 'invalidSyntax', 'JSON object'],
    ['a string', '"x"', 400, 'invalidSyntax', 'JSON object'],
    ['nothing', '', 400, 'invalidSyntax', 'JSON object'],
  ])('%s is refused, naming the limit', async (_, body, status, scimType, detail) => {
    const answer = await served.send('POST', '/Users', body);
    expect(answer.status).toBe(status);
    expect(answer.body['scimType']).toBe(scimType);
    expect(answer.body['detail']).toContain(detail);
  });

  it('reads a body with 16 levels', async () => {
    const answer = await served.send('POST', '/Users', nested(16));
    expect(answer.body['detail']).toContain('schemas');
  });

  it('never shows more resources than the limit of a page', async () => {
    const { body } = await served.send('GET', '/Users?count=100000');
    expect(Number(body['itemsPerPage'])).toBeLessThanOrEqual(200);
  });
});

describe('versions', () => {
  it('changes the ETag if and only if the resource changes', async () => {
    const id = await makeUser('etag');
    const title = patchOf({ op: 'replace', path: 'title', value: 'Planner' });
    expect((await served.send('PATCH', `/Users/${id}`, title)).headers.get('ETag')).toBe('W/"2"');
    const again = await served.send('PATCH', `/Users/${id}`, title);
    expect(again.headers.get('ETag')).toBe('W/"2"');
    const read = await served.send('GET', `/Users/${id}`);
    expect(read.body['meta']).toMatchObject({ version: 'W/"2"' });
    expect(read.body['meta']).toEqual(again.body['meta']);
  });

  it('answers 304 when If-None-Match names the version', async () => {
    const id = await makeUser('none-match');
    const status = async (tag: string) =>
      (await served.send('GET', `/Users/${id}`, undefined, { 'If-None-Match': tag })).status;
    expect([
      await status('W/"1"'),
      await status('"9", W/"1"'),
      await status('*'),
      await status('W/"2"'),
    ]).toEqual([304, 304, 304, 200]);
  });

  it.each(['PUT', 'PATCH', 'DELETE'])(
    'refuses a %s whose If-Match names another version, and changes nothing',
    async (method) => {
      const id = await makeUser(`match-${method}`);
      const body = method === 'PUT' ? flowUser('x') : patchOf({ op: 'replace', path: 'title', value: 'x' });
      const send = (tag: string) =>
        served.send(method, `/Users/${id}`, method === 'DELETE' ? undefined : body, { 'If-Match': tag });
      expect((await send('W/"7"')).status).toBe(412);
      expect((await served.send('GET', `/Users/${id}`)).body).toMatchObject({ meta: { version: 'W/"1"' } });
      expect((await send('W/"1"')).status).toBeLessThan(300);
    },
  );

  it('lets one of two writers with the same tag succeed', async () => {
    const id = await makeUser('two-writers');
    const write = (title: string) =>
      served.send('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'title', value: title }), {
        'If-Match': 'W/"1"',
      });
    const answers = await Promise.all([write('a'), write('b')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });
});

describe('create, replace, delete', () => {
  it('answers a create with the resource, its Location and its ETag', async () => {
    const answer = await served.send(
      'POST',
      '/Users',
      flowUser('created', { id: 'mine', meta: { version: 'x' } }),
    );
    const location = String(answer.headers.get('Location'));
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ userName: 'created', meta: { location, resourceType: 'User' } });
    expect(answer.body['id']).not.toBe('mine');
    expect((await served.send('GET', location)).body).toEqual(answer.body);
  });

  it('replaces the attributes in a PUT and unassigns the others', async () => {
    const id = await makeUser('put');
    await served.send('PATCH', `/Users/${id}`, patchOf({ op: 'add', path: 'title', value: 'Planner' }));
    const answer = await served.send('PUT', `/Users/${id}`, flowUser('put', { displayName: 'Put' }));
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id, displayName: 'Put' });
    expect(answer.body).not.toHaveProperty('title');
  });

  it('does not create by PUT', async () => {
    expect((await served.send('PUT', '/Users/nobody', flowUser('nobody'))).status).toBe(404);
  });

  it('refuses a userName that another user has, by POST, PUT and PATCH, in any case', async () => {
    await makeUser('taken');
    const id = await makeUser('free');
    const answers = [
      await served.send('POST', '/Users', flowUser('TAKEN')),
      await served.send('PUT', `/Users/${id}`, flowUser('Taken')),
      await served.send(
        'PATCH',
        `/Users/${id}`,
        patchOf({ op: 'replace', path: 'userName', value: 'tAKEN' }),
      ),
    ];
    expect(answers.map(({ status, body }) => [status, body['scimType']])).toEqual(
      answers.map(() => [409, 'uniqueness']),
    );
  });

  it('removes a deleted user from every group', async () => {
    const [gone, stays] = [await makeUser('gone'), await makeUser('stays')];
    const { body: group } = await served.send('POST', '/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Leavers',
      members: [{ value: gone }, { value: stays }],
    });
    const path = `/Groups/${String(group['id'])}`;
    expect(group['members']).toHaveLength(2);
    await served.send('DELETE', `/Users/${gone}`);
    expect((await served.send('GET', path)).body['members']).toEqual([
      { value: stays, $ref: `${served.tenantUrl}/Users/${stays}`, type: 'User' },
    ]);
    const back = patchOf({ op: 'add', path: 'members', value: [{ value: gone }] });
    expect((await served.send('PATCH', path, back)).status).toBe(204);
    expect((await served.send('GET', path)).body['members']).toHaveLength(1);
  });
});

describe('lists', () => {
  it('pages through all users once, in a stable order', async () => {
    const names = ['page-1', 'page-2', 'page-3', 'page-4', 'page-5'];
    for (const name of names) await makeUser(name);
    const { body: all } = await served.send('GET', '/Users?count=200');
    const total = Number(all['totalResults']);
    const walked: unknown[] = [];
    for (let startIndex = 1; startIndex <= total; startIndex += 3) {
      const { body } = await served.send('GET', `/Users?startIndex=${startIndex}&count=3`);
      expect(body).toMatchObject({ totalResults: total, startIndex });
      walked.push(...(body['Resources'] as readonly { id: string }[]).map(({ id }) => id));
    }
    expect(walked).toEqual((all['Resources'] as readonly { id: string }[]).map(({ id }) => id));
  });

  it.each([
    ['count=0', { itemsPerPage: 0, Resources: [] }],
    ['count=-3', { itemsPerPage: 0, Resources: [] }],
    ['startIndex=0&count=0', { startIndex: 1 }],
    ['startIndex=-5&count=0', { startIndex: 1 }],
    ['startIndex=9999', { itemsPerPage: 0, Resources: [] }],
    ['aadOptscim062020&count=0', { startIndex: 1 }],
  ])('?%s follows RFC 7644 §3.4.2.4', async (query, expected) => {
    const answer = await served.send('GET', `/Users?${query}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject(expected);
  });

  it.each(['count=abc', 'startIndex=1.5', 'attributes=id&excludedAttributes=emails'])(
    '?%s is refused',
    async (query) => {
      expect((await served.send('GET', `/Users?${query}`)).body).toMatchObject({
        status: '400',
        scimType: 'invalidValue',
      });
    },
  );

  it.each([
    ['title eq "x"', 'userName'],
    ['not (userName eq "x")', 'userName'],
    ['userName sw "x"', 'userName'],
    ['userName eq "x" and title pr', 'externalId'],
    ['foo eq "x"', 'foo'],
    ['userName eq', 'character'],
  ])('the filter %s is refused with a remedy', async (filter, detail) => {
    const { body } = await served.send('GET', `/Users?filter=${encodeURIComponent(filter)}`);
    expect(body).toMatchObject({ status: '400', scimType: 'invalidFilter' });
    expect(body['detail']).toContain(detail);
  });

  it('shows the attributes of a projection', async () => {
    const id = await makeUser('projected');
    const only = await served.send('GET', `/Users/${id}?attributes=userName,emails.value`);
    expect(Object.keys(only.body).toSorted()).toEqual(['emails', 'id', 'schemas', 'userName']);
    expect(only.body['emails']).toEqual([{ value: 'projected@flow.example' }]);
    const but = await served.send('GET', `/Users/${id}?excludedAttributes=emails,id`);
    expect(Object.keys(but.body).toSorted()).toEqual(['id', 'meta', 'schemas', 'userName']);
  });
});

describe('discovery', () => {
  it('returns ServiceProviderConfig without a token, the same for every tenant', async () => {
    const anonymous = (url: string) => fetch(url, { headers: { Accept: 'application/json' } });
    const known = await anonymous(`${served.tenantUrl}/ServiceProviderConfig`);
    const unknown = await anonymous(`${served.tenantUrl.replace('contoso', 'nobody')}/ServiceProviderConfig`);
    expect([known.status, unknown.status]).toEqual([200, 200]);
    expect(await known.json()).toMatchObject({ patch: { supported: true }, bulk: { supported: true } });
  });

  it('lists all schemas and resource types, without pages, and shows one by name', async () => {
    const { body: types } = await served.send('GET', '/ResourceTypes?startIndex=2&count=1');
    expect(types['totalResults']).toBe(2);
    const urn = 'urn:ietf:params:scim:schemas:core:2.0:User';
    expect((await served.send('GET', `/Schemas/${encodeURIComponent(urn)}`)).body).toMatchObject({ id: urn });
    expect((await served.send('GET', '/ResourceTypes/User')).body).toMatchObject({ endpoint: '/Users' });
    expect((await served.send('GET', '/Schemas/urn:x')).status).toBe(404);
    expect((await served.send('GET', '/Schemas?filter=id+eq+%22x%22')).status).toBe(403);
  });
});
