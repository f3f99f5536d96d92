import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flowUser, patchOf, serveFlow, type Answer, type Served } from './serve.fixture.ts';

let served: Served;
beforeAll(async () => {
  served = await serveFlow();
});
afterAll(() => served.close());

let made = 0;
/** A user with version 2. */
async function makeUser(): Promise<string> {
  made += 1;
  const { body } = await served.send('POST', '/Users', flowUser(`conditional-${made}`));
  const path = `/Users/${String(body['id'])}`;
  await served.send('PATCH', path, patchOf({ op: 'add', path: 'title', value: 'Planner' }));
  return path;
}

/** A group with version 2. */
async function makeGroup(): Promise<string> {
  made += 1;
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
  const { body } = await served.send('POST', '/Groups', { schemas, displayName: `conditional-${made}` });
  const path = `/Groups/${String(body['id'])}`;
  await served.send('PATCH', path, patchOf({ op: 'add', path: 'members', value: [{ value: 'one' }] }));
  return path;
}

describe('a read', () => {
  it.each([
    ['If-None-Match', 'W/"2"', 304, 'names the version'],
    ['If-None-Match', '"2"', 304, 'is compared weakly (RFC 9110 §8.8.3.2)'],
    ['If-None-Match', 'W/"1", W/"2"', 304, 'names the version among others'],
    ['If-None-Match', '*', 304, 'names any version'],
    ['If-None-Match', 'W/"1"', 200, 'names another version'],
    ['If-None-Match', '2', 200, 'is not an entity tag'],
    ['If-None-Match', 'W/"1", *', 200, 'has a * that is not alone'],
    ['If-Match', 'W/"2"', 200, 'names the version'],
    ['If-Match', '*', 200, 'names any version'],
    ['If-Match', 'W/"1"', 412, 'names another version'],
  ])('with %s: %s is answered %i, since it %s', async (header, tag, status) => {
    const path = await makeUser();
    const answer = await served.send('GET', path, undefined, { [header]: tag });
    // A refusal has no ETag, and a 304 has no body.
    const etag = status === 412 ? null : 'W/"2"';
    expect([answer.status, answer.headers.get('ETag'), answer.text === '']).toEqual([
      status,
      etag,
      status === 304,
    ]);
  });

  it('of a missing resource is answered 404, whatever its preconditions are', async () => {
    for (const header of ['If-Match', 'If-None-Match']) {
      expect((await served.send('GET', '/Users/nobody', undefined, { [header]: '*' })).status).toBe(404);
    }
  });
});

const writes: readonly (readonly [string, () => Promise<string>, object | undefined])[] = [
  ['PUT', makeUser, flowUser('replaced')],
  ['PATCH', makeUser, patchOf({ op: 'replace', path: 'title', value: 'Pilot' })],
  ['DELETE', makeUser, undefined],
  ['PATCH', makeGroup, patchOf({ op: 'add', path: 'members', value: [{ value: 'two' }] })],
  ['PATCH', makeGroup, patchOf({ op: 'replace', path: 'displayName', value: 'Renamed' })],
  ['DELETE', makeGroup, undefined],
];

describe.each(writes)('a %s', (method, make, body) => {
  const send = (path: string, headers: Record<string, string>): Promise<Answer> =>
    served.send(method, path, body && JSON.stringify(body), headers);

  it.each([
    ['If-Match', 'W/"1"', 'names another version'],
    ['If-Match', 'W/"1", W/"3"', 'names other versions'],
    ['If-Match', '2', 'is not an entity tag'],
    ['If-None-Match', 'W/"2"', 'names the version'],
    ['If-None-Match', '*', 'names any version'],
  ])('with %s: %s is refused and changes nothing, since it %s', async (header, tag) => {
    const path = await make();
    const before = await served.send('GET', path);
    const answer = await send(path, { [header]: tag });
    expect(answer.body).toMatchObject({ status: '412', detail: expect.stringContaining(header) });
    expect((await served.send('GET', path)).body).toEqual(before.body);
  });

  it.each([
    ['If-Match', 'W/"2"', 'names the version'],
    ['If-Match', '"2"', 'names its opaque part'],
    ['If-Match', 'W/"1", W/"2"', 'names the version among others'],
    ['If-Match', '*', 'names any version'],
    ['If-None-Match', 'W/"1"', 'names another version'],
  ])('with %s: %s is carried out, since it %s', async (header, tag) => {
    const path = await make();
    const answer = await send(path, { [header]: tag });
    expect(answer.status).toBeLessThan(300);
    if (method === 'DELETE') return;
    expect(answer.headers.get('ETag')).toBe('W/"3"');
    await served.send('DELETE', path);
  });

  it('of a missing resource is answered 404, whatever its preconditions are', async () => {
    for (const header of ['If-Match', 'If-None-Match']) {
      const path = (await make()).replace(/[^/]+$/, 'nobody');
      expect((await send(path, { [header]: '*' })).status).toBe(404);
    }
  });
});

it('every response about a resource has its version', async () => {
  const user = flowUser('told');
  const created = await served.send('POST', '/Users', user);
  const path = `/Users/${String(created.body['id'])}`;
  const group = await makeGroup();
  const members = patchOf({ op: 'add', path: 'members', value: [{ value: 'two' }] });
  const answers = [
    created,
    await served.send('GET', path),
    await served.send('GET', `${path}?attributes=userName`),
    await served.send('PUT', path, user),
    await served.send('PATCH', path, patchOf({ op: 'replace', path: 'title', value: 'Dr' })),
    await served.send('PATCH', group, members),
    await served.send('PATCH', group, members),
    await served.send('PATCH', `${group}?attributes=displayName`, members),
  ];
  expect(answers.map(({ status, headers }) => [status, headers.get('ETag')])).toEqual([
    [201, 'W/"1"'],
    [200, 'W/"1"'],
    [200, 'W/"1"'],
    [200, 'W/"1"'],
    [200, 'W/"2"'],
    [204, 'W/"3"'],
    [204, 'W/"3"'],
    [200, 'W/"3"'],
  ]);
});
