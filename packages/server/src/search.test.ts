import { isObject, type JsonObject } from '@scimwright/core';
import { memoryStore, type FindQuery } from '@scimwright/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flowUser, serveFlow, type Answer, type Served } from './serve.fixture.ts';

const SEARCH_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

const asked: FindQuery[] = [];
let served: Served;
let ada = '';
beforeAll(async () => {
  const store = memoryStore();
  const find: typeof store.resources.find = (tenant, query) => {
    asked.push(query);
    return store.resources.find(tenant, query);
  };
  served = await serveFlow({ store: { ...store, resources: { ...store.resources, find } } });
  for (const userName of ['ada', 'ben', 'cy']) {
    const { body } = await served.send('POST', '/Users', flowUser(userName, { externalId: `x-${userName}` }));
    if (userName === 'ada') ada = String(body['id']);
  }
  for (const displayName of ['day', 'night']) {
    const group = {
      schemas: [GROUP],
      displayName,
      externalId: `x-${displayName}`,
      members: [{ value: ada }],
    };
    await served.send('POST', '/Groups', group);
  }
});
afterAll(() => served.close());

const search = (path: string, request: JsonObject = {}): Promise<Answer> =>
  served.send('POST', `${path}/.search`, { ...request, schemas: [SEARCH_REQUEST] });

/** The names of the resources in an answer. */
function namesIn({ body }: Answer): readonly unknown[] {
  const { Resources } = body;
  const resources = Array.isArray(Resources) ? Resources.filter(isObject) : [];
  return resources.map((resource) => resource['userName'] ?? resource['displayName'] ?? resource['id']);
}

/** One query in its two forms; without a path it is over every type. */
const queries: readonly (readonly [path: string, query: string, request: JsonObject])[] = [
  ['/Users', '', {}],
  ['/Users', 'filter=userName+eq+%22ADA%22', { filter: 'userName eq "ADA"' }],
  ['/Users', 'filter=userName+eq+%22nobody%22', { filter: 'userName eq "nobody"' }],
  ['/Users', 'filter=title+eq+%22x%22', { filter: 'title eq "x"' }],
  ['/Users', 'filter=userName', { filter: 'userName' }],
  ['/Users', 'filter=', { filter: '' }],
  ['/Users', 'startIndex=2&count=1', { startIndex: 2, count: 1 }],
  ['/Users', 'startIndex=-2&count=-1', { startIndex: -2, count: -1 }],
  ['/Users', 'count=1.5', { count: 1.5 }],
  ['/Users', 'count=100000', { count: 100_000 }],
  ['/Users', 'attributes=userName,emails.value', { attributes: ['userName', 'emails.value'] }],
  ['/Users', 'excludedAttributes=emails', { excludedAttributes: ['emails'] }],
  [
    '/Users',
    'attributes=id&excludedAttributes=emails',
    { attributes: ['id'], excludedAttributes: ['emails'] },
  ],
  ['/Users', 'sortBy=userName&sortOrder=descending', { sortBy: 'userName', sortOrder: 'descending' }],
  ['/Groups', 'filter=displayName+eq+%22night%22', { filter: 'displayName eq "night"' }],
  ['/Groups', 'excludedAttributes=members', { excludedAttributes: ['members'] }],
  ['', '', {}],
  ['', 'filter=externalId+eq+%22x-ben%22', { filter: 'externalId eq "x-ben"' }],
  ['', 'filter=title+eq+%22x%22', { filter: 'title eq "x"' }],
  ['', 'startIndex=3&count=2', { startIndex: 3, count: 2 }],
  ['', 'attributes=displayName', { attributes: ['displayName'] }],
];

describe('a search', () => {
  it.each(queries)('at "%s" is answered as a GET with ?%s is', async (path, query, request) => {
    const got = await served.send('GET', `${path}?${query}`);
    const found = await search(path, request);
    expect([found.status, found.body]).toEqual([got.status, got.body]);
  });

  it.each(['', '/Users', '/Groups'])('at "%s" creates nothing', async (path) => {
    const count = async () => (await served.send('GET', '?count=0')).body['totalResults'];
    const before = await count();
    expect((await search(path, flowUser('made'))).status).toBe(200);
    expect(await count()).toBe(before);
  });

  it.each([
    ['another message', { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'] }, 400, 'schemas'],
    ['no schemas', {}, 400, 'schemas'],
    ['a count that is a string', { schemas: [SEARCH_REQUEST], count: '5' }, 400, 'count'],
  ])('with %s is refused as malformed', async (_, body, status, named) => {
    for (const path of ['/.search', '/Users/.search']) {
      const answer = await served.send('POST', path, body);
      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({
        scimType: 'invalidSyntax',
        detail: expect.stringContaining(named),
      });
    }
  });

  it('requires a token, and a JSON body', async () => {
    expect((await fetch(`${served.tenantUrl}/.search`, { method: 'POST' })).status).toBe(401);
    const answer = await served.send('POST', '/.search', '<x/>', { 'Content-Type': 'text/xml' });
    expect(answer.status).toBe(415);
  });

  it('is in the provisioning log without its operands', async () => {
    await search('/Users', { filter: 'userName eq "private-value"' });
    await expect
      .poll(async () => (await served.admin.store.log.read(served.tenant.id, { limit: 100 })).entries, {
        timeout: 5_000,
      })
      .toContainEqual(
        expect.objectContaining({ method: 'POST', operation: 'search', filter: 'userName eq "…"' }),
      );
  });
});

describe('a query over every type', () => {
  it('finds users first, then groups', async () => {
    const answer = await search('');
    expect(answer.body).toMatchObject({ totalResults: 5, startIndex: 1, itemsPerPage: 5 });
    expect(namesIn(answer)).toEqual(['ada', 'ben', 'cy', 'day', 'night']);
  });

  it.each([
    ['externalId eq "x-ada"', ['ada'], 'both types have it'],
    ['externalId eq "x-night"', ['night'], 'both types have it'],
    ['userName eq "ada"', ['ada'], 'a group has no userName'],
    ['externalId eq "x-ben" or externalId eq "x-day"', ['ben', 'day'], 'both types have it'],
    ['userName eq "ben" or externalId eq "x-day"', ['ben', 'day'], 'a group has no userName'],
    ['userName eq "ben" and members eq "x"', [], 'neither has both'],
    ['meta.resourceType eq "Group"', ['day', 'night'], 'the type is known'],
    ['meta.resourceType eq "User" and externalId eq "x-cy"', ['cy'], 'the type is known'],
    ['meta.resourceType eq "Robot"', [], 'there is no such type'],
    ['shoeSize eq 42', [], 'neither has it'],
  ])('with the filter %s finds %j: %s', async (filter, names) => {
    const answer = await search('', { filter });
    expect([answer.status, answer.body['totalResults'], namesIn(answer)]).toEqual([200, names.length, names]);
  });

  it.each([
    ['title eq "x"', 'User resources are found by'],
    ['userName sw "a"', 'User resources are found by'],
    ['userName', 'character'],
  ])(
    'refuses the filter %s, which no index answers, and names the attributes that have one',
    async (filter, detail) => {
      const { body } = await search('', { filter });
      expect(body).toMatchObject({ scimType: 'invalidFilter', detail: expect.stringContaining(detail) });
    },
  );

  it.each([1, 2, 3, 4, 5])('shows each resource once in pages of %i', async (count) => {
    const walked: unknown[] = [];
    for (let startIndex = 1; startIndex <= 5; startIndex += count) {
      const answer = await search('', { startIndex, count });
      expect(answer.body).toMatchObject({ totalResults: 5, startIndex });
      walked.push(...namesIn(answer));
    }
    expect(walked).toEqual(['ada', 'ben', 'cy', 'day', 'night']);
  });

  it('counts without reading, and is empty past the end', async () => {
    expect((await search('', { count: 0 })).body).toMatchObject({ totalResults: 5, Resources: [] });
    expect((await search('', { startIndex: 99 })).body).toMatchObject({ totalResults: 5, itemsPerPage: 0 });
  });

  it('queries the store once for each type, and for no more than fits on the page', async () => {
    asked.length = 0;
    await search('', { startIndex: 3, count: 2 });
    expect(asked.map(({ type, startIndex, count }) => [type.name, startIndex, count])).toEqual([
      ['User', 3, 2],
      ['Group', 1, 1],
    ]);
    asked.length = 0;
    await search('', { filter: 'meta.resourceType eq "Group"' });
    expect(asked.map(({ type }) => type.name)).toEqual(['Group']);
  });

  it('shows the requested attributes that each type has', async () => {
    const { body } = await search('', { attributes: ['userName', 'members'] });
    expect(body['Resources']).toMatchObject([
      { userName: 'ada' },
      { userName: 'ben' },
      { userName: 'cy' },
      { members: [{ value: ada }] },
      { members: [{ value: ada }] },
    ]);
    expect(JSON.stringify(body)).not.toContain('displayName');
  });

  it.each(['', '/'])('works with "%s" after the tenant URL', async (path) => {
    expect((await served.send('GET', `${path}?count=0`)).body).toMatchObject({ totalResults: 5 });
  });
});
