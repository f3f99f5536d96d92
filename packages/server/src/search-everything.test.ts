import { defineConnector } from '@scimwright/connector-kit';
import { isObject, type JsonObject } from '@scimwright/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flowDefinition, flowUser, serveFlow, type Answer, type Served } from './serve.fixture.ts';

const SEARCH_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

let searched: Served;
let plain: Served;
beforeAll(async () => {
  const connector = defineConnector({ ...flowDefinition, searchedBy: 'everything' });
  [searched, plain] = [await serveFlow({ connector }), await serveFlow()];
  for (const { send } of [searched, plain]) {
    await send('POST', '/Users', flowUser('ben', { title: 'Dr', active: true }));
    await send('POST', '/Users', flowUser('Ada', { title: 'Prof' }));
  }
});
afterAll(() => Promise.all([searched.close(), plain.close()]));

const ask = ({ send }: Served, path: string, parameters: Record<string, string>): Promise<Answer> =>
  send('GET', `${path}?${new URLSearchParams(parameters)}`);

function namesIn({ body }: Answer): readonly unknown[] {
  const { Resources } = body;
  return (Array.isArray(Resources) ? Resources : []).map((one) => isObject(one) && one['userName']);
}

describe('a connector that is searched by everything', () => {
  it.each([
    ['title co "r"', ['ben', 'Ada']],
    ['not (active pr)', ['Ada']],
    ['emails[type eq "work" and value sw "BEN"]', ['ben']],
    [Array.from({ length: 50 }, () => 'title eq "dr"').join(' or '), ['ben']],
    ['meta.created le "2999-01-01T00:00:00Z" and title ne "dr"', ['Ada']],
  ])('answers %s', async (filter, names) => {
    const answer = await ask(searched, '/Users', { filter });
    expect([answer.status, namesIn(answer)]).toEqual([200, names]);
  });

  it.each([
    [{ sortBy: 'userName' }, ['Ada', 'ben']],
    [{ sortBy: 'userName', sortOrder: 'descending' }, ['ben', 'Ada']],
    [{ sortBy: 'active' }, ['ben', 'Ada']],
    [{ sortBy: 'userName', startIndex: '2', count: '1' }, ['ben']],
    [{ sortOrder: 'descending' }, ['ben', 'Ada']],
  ])('sorts by %j', async (parameters, names) => {
    expect(namesIn(await ask(searched, '/Users', parameters))).toEqual(names);
  });

  it('sorts the results of a search in a body', async () => {
    const body: JsonObject = { schemas: [SEARCH_REQUEST], filter: 'title pr', sortBy: 'userName' };
    expect(namesIn(await searched.send('POST', '/Users/.search', body))).toEqual(['Ada', 'ben']);
  });

  it.each([
    ['/Users', { filter: 'shoeSize eq 42' }, 'invalidFilter', 'shoeSize'],
    ['/Users', { filter: 'meta.version eq "x"' }, 'invalidFilter', 'meta.version'],
    ['/Users', { filter: 'title pr or not (meta[location pr])' }, 'invalidFilter', 'meta.location'],
    ['/Groups', { filter: 'members[$ref pr]' }, 'invalidFilter', 'members.$ref'],
    ['/Users', { filter: 'active gt true' }, 'invalidFilter', 'active'],
    ['/Users', { sortBy: 'shoeSize' }, 'invalidValue', 'shoeSize'],
    ['/Users', { sortBy: 'userName', sortOrder: 'up' }, 'invalidValue', 'sortOrder'],
    ['/Users', { sortBy: 'meta.location' }, 'invalidValue', 'sortBy'],
    ['/Groups', { sortBy: 'members' }, 'invalidValue', 'members'],
    ['', { sortBy: 'id' }, 'invalidValue', 'sortBy'],
  ])('refuses %j at %s with the reason', async (path, parameters, scimType, word) => {
    const { status, body } = await ask(searched, path, parameters);
    expect({ status, body }).toMatchObject({ status: 400, body: { scimType } });
    expect(body['detail']).toContain(word);
  });

  it('states that it sorts', async () => {
    const { body } = await searched.send('GET', '/ServiceProviderConfig');
    expect(body).toMatchObject({ filter: { supported: true }, sort: { supported: true } });
  });
});

describe('a connector that is searched by its indexes', () => {
  it('refuses filters that no index answers, and ignores sortBy', async () => {
    expect((await ask(plain, '/Users', { filter: 'title co "r"' })).status).toBe(400);
    expect(namesIn(await ask(plain, '/Users', { sortBy: 'shoeSize', sortOrder: 'up' }))).toEqual([
      'ben',
      'Ada',
    ]);
    expect((await ask(plain, '', { sortBy: 'id' })).status).toBe(200);
  });

  it('states that it does not sort', async () => {
    const { body } = await plain.send('GET', '/ServiceProviderConfig');
    expect(body).toMatchObject({ sort: { supported: false } });
  });
});
