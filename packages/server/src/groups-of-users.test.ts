import { attribute, defineConnector } from '@scimwright/connector-kit';
import { isObject } from '@scimwright/core';
import { GROUP } from '@scimwright/core/schema';
import { memoryStore } from '@scimwright/store';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { flowDefinition, flowUser, patchOf, serveFlow, type Answer, type Served } from './serve.fixture.ts';

const definition = {
  ...flowDefinition,
  users: [...flowDefinition.users, attribute('groups', 'complex', { unmapped: true })],
};
const connector = defineConnector(definition);

const SEARCH_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

let served: Served;
let user = '';
let groups: readonly string[] = [];
/** The number of users in each query for groups. */
const asked: number[] = [];

beforeAll(async () => {
  const store = memoryStore();
  const { resources } = store;
  served = await serveFlow({
    connector,
    store: {
      ...store,
      resources: {
        ...resources,
        memberships: (tenant, members, label) => {
          asked.push(members.length);
          return resources.memberships(tenant, members, label);
        },
      },
    },
  });
  const create = async (path: string, body: object): Promise<string> =>
    String((await served.send('POST', path, JSON.stringify(body))).body['id']);
  user = await create('/Users', flowUser('ada'));
  const deck = await create('/Groups', { schemas: [GROUP], displayName: 'Deck', members: [{ value: user }] });
  const ship = await create('/Groups', { schemas: [GROUP], displayName: 'Ship', members: [{ value: deck }] });
  groups = [deck, ship];
  await create('/Users', flowUser('ben'));
});
afterAll(() => served.close());
beforeEach(() => {
  asked.length = 0;
});

const groupsIn = ({ body }: Answer): unknown => body['groups'];

const whole = (): readonly object[] => [
  { value: groups[0], $ref: `${served.tenantUrl}/Groups/${groups[0]}`, display: 'Deck', type: 'direct' },
  { value: groups[1], $ref: `${served.tenantUrl}/Groups/${groups[1]}`, display: 'Ship', type: 'indirect' },
];

describe('the groups of a user', () => {
  it.each([
    ['whole', '', () => whole()],
    ['by name', '?attributes=groups', () => whole()],
    ['with one sub-attribute', '?attributes=groups.value', () => groups.map((value) => ({ value }))],
    [
      'without some sub-attributes',
      '?excludedAttributes=groups.$ref,groups.type,groups.display',
      () => groups.map((value) => ({ value })),
    ],
  ])('are shown %s, with one query', async (_, query, shown) => {
    const answer = await served.send('GET', `/Users/${user}${query}`);
    expect(groupsIn(answer)).toEqual(shown());
    expect(asked).toEqual([1]);
  });

  it.each(['?attributes=userName', '?excludedAttributes=groups', '?attributes=meta.version'])(
    'cost nothing unless they are requested: %s',
    async (query) => {
      expect(groupsIn(await served.send('GET', `/Users/${user}${query}`))).toBeUndefined();
      expect(groupsIn(await served.send('GET', `/Users${query}`))).toBeUndefined();
      expect(asked).toEqual([]);
    },
  );

  it('cost nothing if the client has the current version', async () => {
    const answer = await served.send('GET', `/Users/${user}`, undefined, { 'If-None-Match': 'W/"1"' });
    expect([answer.status, answer.headers.get('ETag'), asked]).toEqual([304, 'W/"1"', []]);
  });

  it('cost nothing for a new user', async () => {
    const { body } = await served.send('POST', '/Users', flowUser('carl'));
    expect([body['groups'], asked]).toEqual([undefined, []]);
    await served.send('DELETE', `/Users/${String(body['id'])}`);
  });

  it.each([
    ['a list', () => served.send('GET', '/Users')],
    ['a search', () => served.send('POST', '/Users/.search', { schemas: [SEARCH_REQUEST] })],
    ['a query of the root', () => served.send('GET', '/')],
  ])('are one query for all users of %s', async (_, list) => {
    const { Resources } = (await list()).body;
    const shown = (Array.isArray(Resources) ? Resources : []).filter(isObject);
    expect(shown.filter((one) => one['userName'] !== undefined).map((one) => one['groups'])).toEqual([
      whole(),
      undefined,
    ]);
    expect(asked).toEqual([2]);
  });

  it('are shown after a PUT and a PATCH, and neither changes them', async () => {
    const named = { groups: [{ value: 'x' }] };
    const put = await served.send('PUT', `/Users/${user}`, flowUser('ada', { ...named, title: 'Dr' }));
    const patched = await served.send(
      'PATCH',
      `/Users/${user}`,
      patchOf({ op: 'add', value: { ...named, title: 'Prof' } }),
    );
    expect([put.status, patched.status]).toEqual([200, 200]);
    expect([groupsIn(put), groupsIn(patched)]).toEqual([whole(), whole()]);
    expect(patched.body['title']).toBe('Prof');
  });

  it('cannot be filtered when indexes answer filters', async () => {
    const { status, body } = await served.send('GET', '/Users?filter=groups%20eq%20%22x%22');
    expect([status, body['scimType']]).toEqual([400, 'invalidFilter']);
  });

  it.each([
    ['filter=groups.%24ref%20pr', 'invalidFilter', 'groups.$ref'],
    ['filter=groups%5B%24ref%20pr%5D', 'invalidFilter', 'groups.$ref'],
    ['sortBy=groups', 'invalidValue', 'groups'],
    ['sortBy=groups.display', 'invalidValue', 'groups.display'],
  ])('are refused in %s when everything is searched', async (query, scimType, word) => {
    const searched = await serveFlow({
      connector: defineConnector({ ...definition, searchedBy: 'everything' }),
    });
    const { status, body } = await searched.send('GET', `/Users?${query}`);
    expect([status, body['scimType']]).toEqual([400, scimType]);
    expect(body['detail']).toContain(word);
    await searched.close();
  });

  it('are neither stored nor in an event', async () => {
    const { store } = served.admin;
    const stored = await store.resources.get(served.tenant.id, 'User', user);
    expect(stored?.body).not.toContain('groups');
    const events = await store.outbox.read({ tenant: served.tenant.id, after: 0, limit: 100 });
    expect(JSON.stringify(events.map(({ data }) => data))).not.toContain('"groups"');
  });
});
