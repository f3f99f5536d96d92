import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defineConnector } from '@scimwright/connector-kit';
import { isObject, type JsonObject } from '@scimwright/core';
import { LIST_RESPONSE } from '@scimwright/core/messages';
import { memoryStore } from '@scimwright/store';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTenant } from './admin/tenants.ts';
import { issueToken } from './admin/tokens.ts';
import { createServer } from './create-server.ts';
import { flowDefinition, flowUser, serveFlow, type Answer, type Served } from './serve.fixture.ts';

const SEARCH_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const HOUR = 3_600_000;

const USERS = ['Ada', 'ben', 'cy', 'Dot', 'eve'];
const GROUPS = ['day', 'night', 'noon'];

let now = Date.now();
const clock = (): Date => new Date(now);
const store = memoryStore();
let served: Served;
let otherUrl = '';
let otherSecret = '';
beforeAll(async () => {
  const connector = defineConnector({ ...flowDefinition, searchedBy: 'everything' });
  served = await serveFlow({ connector, store, server: { clock } });
  for (const userName of USERS) {
    await served.send('POST', '/Users', flowUser(userName, { externalId: 'x', title: 'Dr' }));
  }
  for (const displayName of GROUPS) {
    await served.send('POST', '/Groups', { schemas: [GROUP], displayName, externalId: 'x' });
  }
  const tenant = await createTenant(served.admin, {
    connector: 'flow',
    name: 'fabrikam',
    entitlements: ['flow-api'],
  });
  otherUrl = served.tenantUrl.replace('contoso', 'fabrikam');
  otherSecret = (await issueToken(served.admin, tenant, { description: 'tests', createdBy: 'tests' })).secret;
});
afterAll(() => served.close());

type Query = Readonly<Record<string, string>>;

const get = (path: string, query: Query): Promise<Answer> =>
  served.send('GET', `${path}?${new URLSearchParams(query)}`);

const inOther = (query: Query): Promise<Answer> =>
  served.send('GET', `${otherUrl}/Users?${new URLSearchParams(query)}`, undefined, {
    Authorization: `Bearer ${otherSecret}`,
  });

function namesIn({ body }: Answer): readonly unknown[] {
  const { Resources } = body;
  const resources = Array.isArray(Resources) ? Resources.filter(isObject) : [];
  return resources.map((resource) => resource['userName'] ?? resource['displayName']);
}

const cursorIn = ({ body }: Answer): string => String(body['nextCursor']);

/** Every page, to the last, as it was answered. */
async function walk(ask: (cursor: string) => Promise<Answer>): Promise<readonly Answer[]> {
  const pages: Answer[] = [];
  for (let cursor = ''; ;) {
    const page = await ask(cursor);
    expect(page.status).toBe(200);
    pages.push(page);
    if (page.body['nextCursor'] === undefined) return pages;
    cursor = cursorIn(page);
    expect(pages.length).toBeLessThan(20);
  }
}

const asked: readonly (readonly [path: string, query: Query, names: readonly string[]])[] = [
  ['/Users', {}, USERS],
  ['/Groups', {}, GROUPS],
  ['', {}, [...USERS, ...GROUPS]],
  ['/Users', { filter: 'externalId eq "x"' }, USERS],
  ['/Users', { filter: 'userName co "e"' }, ['ben', 'eve']],
  ['/Users', { filter: 'userName eq "CY"' }, ['cy']],
  ['/Users', { filter: 'userName eq "nobody"' }, []],
  ['', { filter: 'externalId eq "x" and id pr' }, [...USERS, ...GROUPS]],
  ['', { filter: 'meta.resourceType eq "Group"' }, GROUPS],
  ['', { filter: 'displayName co "n"' }, ['night', 'noon']],
  ['', { filter: 'nobody eq "has it"' }, []],
  ['/Users', { sortBy: 'userName' }, ['Ada', 'ben', 'cy', 'Dot', 'eve']],
  ['/Users', { sortBy: 'userName', sortOrder: 'descending' }, ['eve', 'Dot', 'cy', 'ben', 'Ada']],
  ['/Users', { sortBy: 'title' }, USERS],
  ['/Users', { attributes: 'userName' }, USERS],
];

describe('paging by cursor', () => {
  it.each(asked)(
    'at "%s" with %o shows each resource once, in order, on pages of any size',
    async (path, query, names) => {
      for (const count of [1, 2, 3, names.length, 100].filter((size) => size > 0)) {
        const pages = await walk((cursor) => get(path, { ...query, count: String(count), cursor }));
        expect(pages.flatMap(namesIn)).toEqual(names);
        expect(pages).toHaveLength(Math.max(1, Math.ceil(names.length / count)));
        for (const { body } of pages) {
          expect(body).toMatchObject({ schemas: [LIST_RESPONSE], totalResults: names.length });
          expect(body).not.toHaveProperty('startIndex');
          expect(body).not.toHaveProperty('previousCursor');
          expect(body['itemsPerPage']).toBe((body['Resources'] as readonly unknown[]).length);
        }
      }
    },
  );

  it.each(asked)(
    'at "%s" with %o shows the same resources to searches in a body',
    async (path, query, names) => {
      const { attributes, ...rest } = query;
      const body = {
        schemas: [SEARCH_REQUEST],
        ...rest,
        ...(attributes !== undefined && { attributes: [attributes] }),
        count: 2,
      };
      const pages = await walk((cursor) => served.send('POST', `${path}/.search`, { ...body, cursor }));
      expect(pages.flatMap(namesIn)).toEqual(names);
    },
  );

  it.each(['/Users?cursor&count=2', '/Users?cursor=&count=2', '/Users?count=2&cursor'])(
    'begins with %s',
    async (path) => {
      const answer = await served.send('GET', path);
      expect(answer.body).toMatchObject({ totalResults: 5, itemsPerPage: 2 });
      expect(cursorIn(answer)).toMatch(/^[A-Za-z0-9._~-]{50,}$/);
    },
  );

  it('has pages of the default size without a count, and never larger than the limit', async () => {
    const small = await serveFlow({ server: { limits: { pageSize: 2, maxPageSize: 3 } } });
    for (const userName of USERS) await small.send('POST', '/Users', flowUser(userName));
    const sizes = async (query: string): Promise<readonly number[]> => {
      const pages = await walk((cursor) => small.send('GET', `/Users?cursor=${cursor}${query}`));
      return pages.map((page) => namesIn(page).length);
    };
    expect(await sizes('')).toEqual([2, 2, 1]);
    expect(await sizes('&count=500')).toEqual([3, 2]);
    await small.close();
  });

  it.each(['0', '-3'])('with count=%s returns the total and no next page', async (count) => {
    for (const [path, totalResults] of [
      ['/Users', 5],
      ['', 8],
    ] as const) {
      const { body } = await get(path, { cursor: '', count });
      expect(body).toEqual({ schemas: [LIST_RESPONSE], totalResults, itemsPerPage: 0, Resources: [] });
    }
  });

  it('is not used without a cursor parameter', async () => {
    const { body } = await get('/Users', { count: '2' });
    expect(body).toMatchObject({ startIndex: 1, itemsPerPage: 2 });
    expect(body).not.toHaveProperty('nextCursor');
  });

  it('shows members that are streamed', async () => {
    const pages = await walk((cursor) =>
      get('/Groups', { count: '1', attributes: 'displayName,members', cursor }),
    );
    expect(pages.flatMap(namesIn)).toEqual(GROUPS);
  });

  it('shows every user that exists throughout exactly once, while others are created and deleted', async () => {
    const { send, close } = await serveFlow();
    const made = new Map<string, unknown>();
    const add = async (name: string) =>
      made.set(name, (await send('POST', '/Users', flowUser(name))).body['id']);
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await add(name);
    let page = 0;
    const pages = await walk(async (cursor) => {
      page += 1;
      // The last of the first page, another of that page, and one of a later page.
      if (page === 2) for (const name of ['b', 'a', 'd']) await send('DELETE', `/Users/${made.get(name)}`);
      if (page === 3) await add('g');
      return send('GET', `/Users?count=2&cursor=${cursor}`);
    });
    expect(pages.map(namesIn)).toEqual([
      ['a', 'b'],
      ['c', 'e'],
      ['f', 'g'],
    ]);
    expect(pages.map(({ body }) => body['totalResults'])).toEqual([6, 6, 6]);
    await close();
  });

  it('can be continued by another server on the same store', async () => {
    const cursor = cursorIn(await get('/Users', { count: '3', cursor: '' }));
    const other = createServer({ connectors: served.admin.connectors, store, clock });
    const http = createHttpServer(other.app.callback());
    await new Promise<void>((resolve) => {
      http.listen(0, '127.0.0.1', resolve);
    });
    const { port } = http.address() as AddressInfo; // an address and a port, not a pipe
    const { pathname } = new URL(served.tenantUrl);
    const url = `http://127.0.0.1:${port}${pathname}/Users?count=3&cursor=${cursor}`;
    expect(namesIn(await served.send('GET', url))).toEqual(['Dot', 'eve']);
    http.closeAllConnections();
    http.close();
    await other.close();
  });
});

describe('a cursor', () => {
  const refusal = (answer: Answer) => ({
    status: answer.status,
    scimType: answer.body['scimType'],
    detail: answer.body['detail'],
  });
  const refused = (scimType: string, says = '') => ({
    status: 400,
    scimType,
    detail: expect.stringContaining(says) as unknown,
  });
  const query = { count: '2', filter: 'title pr', sortBy: 'userName', attributes: 'userName' };
  const begun = async (): Promise<string> => cursorIn(await get('/Users', { ...query, cursor: '' }));

  it.each<[string, Query]>([
    ['filter', { filter: 'title eq "x"' }],
    ['order', { sortOrder: 'descending' }],
    ['sorting', { sortBy: 'title' }],
    ['projection', { attributes: 'title' }],
  ])('is refused with another %s', async (_, other) => {
    const cursor = await begun();
    const answer = await get('/Users', { ...query, ...other, cursor });
    expect(refusal(answer)).toEqual(refused('invalidCursor', 'empty cursor'));
    expect((await get('/Users', { ...query, cursor })).status).toBe(200);
  });

  it('is accepted with the same query in another spelling, in a URL or a body', async () => {
    const cursor = await begun();
    const words = { ...query, filter: 'TITLE pr', sortBy: 'USERNAME', sortOrder: 'Ascending', cursor };
    expect(namesIn(await get('/Users', words))).toEqual(['cy', 'Dot']);
    const { attributes, count, ...rest } = words;
    const body = { schemas: [SEARCH_REQUEST], ...rest, attributes: [attributes], count: Number(count) };
    expect(namesIn(await served.send('POST', '/Users/.search', body))).toEqual(['cy', 'Dot']);
  });

  it('is refused at another endpoint, in another tenant and when made up, with the same message', async () => {
    const cursor = cursorIn(await get('/Users', { count: '2', cursor: '' }));
    const madeUp = refusal(await get('/Users', { count: '2', cursor: 'AAAA' }));
    expect(madeUp).toEqual(refused('invalidCursor'));
    expect(refusal(await get('/Groups', { count: '2', cursor }))).toEqual(madeUp);
    expect(refusal(await get('', { count: '2', cursor }))).toEqual(madeUp);
    expect(refusal(await inOther({ count: '2', cursor }))).toEqual(madeUp);
    expect((await get('/Users', { count: '2', cursor })).status).toBe(200);
  });

  it('grants nothing without a token', async () => {
    const cursor = cursorIn(await get('/Users', { count: '2', cursor: '' }));
    const path = `/Users?count=2&cursor=${cursor}`;
    expect((await served.send('GET', path, undefined, { Authorization: 'Bearer nonsense' })).status).toBe(
      401,
    );
  });

  it('is valid for the stated time after each page', async () => {
    const first = await get('/Users', { count: '2', cursor: '' });
    now += HOUR - 1;
    const second = await get('/Users', { count: '2', cursor: cursorIn(first) });
    expect(second.status).toBe(200);
    now += 1;
    const late = await get('/Users', { count: '2', cursor: cursorIn(first) });
    expect(refusal(late)).toEqual(refused('expiredCursor', '3600 seconds'));
    expect((await get('/Users', { count: '2', cursor: cursorIn(second) })).status).toBe(200);
    // Another tenant does not learn that the cursor expired.
    const foreign = await inOther({ count: '2', cursor: cursorIn(first) });
    expect(refusal(foreign)).toEqual(refused('invalidCursor'));
  });

  it.each(['3', '0', '-1', undefined])('is refused with count=%s where it was 2', async (count) => {
    const cursor = cursorIn(await get('/Users', { count: '2', cursor: '' }));
    const answer = await get('/Users', { ...(count !== undefined && { count }), cursor });
    expect(refusal(answer)).toEqual(refused('invalidCount', '2'));
  });

  it.each(['', 'AAAA'])(
    '"%s" with a count that is not a whole number is refused as invalidCount',
    async (cursor) => {
      for (const count of ['x', '1.5', '']) {
        expect(refusal(await get('/Users', { count, cursor }))).toEqual(
          refused('invalidCount', 'whole number'),
        );
      }
      const body = { schemas: [SEARCH_REQUEST], count: 1.5, cursor };
      expect(refusal(await served.send('POST', '/.search', body))).toEqual(refused('invalidCount'));
    },
  );

  it('cannot be combined with startIndex', async () => {
    for (const path of ['/Users', '']) {
      const answer = await get(path, { startIndex: '1', cursor: '' });
      expect(refusal(answer)).toEqual(refused('invalidValue', 'startIndex or cursor'));
    }
  });

  it('that is made up never causes a fault, in a URL or a body', async () => {
    const cursor = await begun();
    const anyCursor = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
      fc.base64String({ minLength: 1, maxLength: 200 }),
      fc.nat({ max: 5_000 }).map((length) => 'A'.repeat(length + 1)),
      fc
        .tuple(fc.nat({ max: cursor.length - 1 }), fc.constantFrom('', '-', 'A', '%', '\u{1F600}'))
        .filter(([at, by]) => by !== cursor[at])
        .map(([at, by]) => `${cursor.slice(0, at)}${by}${cursor.slice(at + 1)}`),
    );
    await fc.assert(
      fc.asyncProperty(anyCursor, async (text) => {
        if (text.includes('\0')) return;
        expect(refusal(await get('/Users', { ...query, cursor: text }))).toEqual(refused('invalidCursor'));
        const body: JsonObject = { schemas: [SEARCH_REQUEST], cursor: text };
        expect(refusal(await served.send('POST', '/.search', body))).toEqual(refused('invalidCursor'));
      }),
      { numRuns: 60 },
    );
  });

  it('is in no log', async () => {
    const cursor = await begun();
    await get('/Users', { ...query, cursor });
    const { entries } = await store.log.read(served.tenant.id, { limit: 200 });
    expect(JSON.stringify([served.lines, entries])).not.toContain(cursor.slice(0, 20));
  });
});

describe('a product without groups', () => {
  it('has an empty list, with a first page and no cursor', async () => {
    const { groups: _, ...withoutGroups } = flowDefinition;
    const { send, close } = await serveFlow({ connector: defineConnector(withoutGroups) });
    const { body } = await send('GET', '/Groups?cursor=');
    expect(body).toEqual({ schemas: [LIST_RESPONSE], totalResults: 0, itemsPerPage: 0, Resources: [] });
    expect((await send('GET', '/Groups')).body).toMatchObject({ startIndex: 1, totalResults: 0 });
    expect((await send('GET', '/Groups?cursor=AAAA')).body).toMatchObject({ scimType: 'invalidCursor' });
    await close();
  });
});

describe('ServiceProviderConfig', () => {
  it('states the paging methods and their limits', async () => {
    const limits = { pageSize: 7, maxPageSize: 9, cursorTimeout: 60 };
    const { send, close } = await serveFlow({ server: { limits } });
    expect((await send('GET', '/ServiceProviderConfig')).body['pagination']).toEqual({
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: 7,
      maxPageSize: 9,
      cursorTimeout: 60,
    });
    await close();
  });
});
