import { attribute, defineConnector, type Connector } from '@scimwright/connector-kit';
import type { JsonObject } from '@scimwright/core';
import { memoryStore, type ResourceStore, type Store } from '@scimwright/store';
import { afterEach, describe, expect, it } from 'vitest';
import { flow, flowDefinition, flowUser, serveFlow, type Served } from './serve.fixture.ts';

/** The same product, searched by everything. */
const searched = defineConnector({ ...flowDefinition, searchedBy: 'everything' });

/** Its users show their groups. */
const grouped = defineConnector({
  ...flowDefinition,
  users: [...flowDefinition.users, attribute('groups', 'complex', { unmapped: true })],
});

const PORTION = 20_000;
const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

let served: Served;
afterEach(() => served.close());

/** A store that records the reads of lists. */
interface Watched {
  readonly store: Store;
  /** The methods that read resources, in order. */
  readonly reads: string[];
  /** The bytes of each portion that was read. */
  readonly portions: number[];
  /** Runs before each portion is read. */
  before: () => Promise<unknown>;
}

function watch(): Watched {
  const store = memoryStore();
  const { resources } = store;
  const watched: Watched = {
    reads: [],
    portions: [],
    before: async () => undefined,
    store: {
      ...store,
      resources: {
        ...resources,
        find: (tenant, query) => {
          watched.reads.push('find');
          return resources.find(tenant, query);
        },
        memberships: (...asked) => {
          watched.reads.push('memberships');
          return resources.memberships(...asked);
        },
        async *portions(...asked: Parameters<ResourceStore['portions']>) {
          const reading = resources.portions(...asked)[Symbol.asyncIterator]();
          for (;;) {
            await watched.before();
            const next = await reading.next();
            if (next.done === true) return;
            watched.reads.push('portion');
            watched.portions.push(next.value.reduce((sum, { body }) => sum + body.length, 0));
            yield next.value;
          }
        },
      },
    },
  };
  return watched;
}

/** Serves thirty users of about 5,000 bytes and three groups, in portions of four or five resources. */
async function serveThirty(connector: Connector = flow): Promise<Watched> {
  const watched = watch();
  served = await serveFlow({
    store: watched.store,
    connector,
    server: { limits: { portionBytes: PORTION } },
  });
  for (let at = 10; at < 40; at += 1) {
    await served.send('POST', '/Users', flowUser(`user-${at}`, { title: 'x'.repeat(4_800) }));
  }
  const users = resourcesOf(await served.send('GET', '/Users?attributes=id'));
  for (const name of ['a', 'b', 'c']) {
    const members = users.map(({ id }) => ({ value: String(id) }));
    await served.send('POST', '/Groups', { schemas: [GROUP], displayName: name, members });
  }
  watched.reads.splice(0);
  watched.portions.splice(0);
  return watched;
}

const resourcesOf = ({ body }: { readonly body: JsonObject }) => body['Resources'] as readonly JsonObject[];
const namesOf = (answer: { readonly body: JsonObject }) =>
  resourcesOf(answer).map(({ userName, displayName }) => userName ?? displayName);
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `user-${from + at}`);

describe('a list that is longer than a portion', () => {
  it('is read in portions of at most the limit and one resource, and shows its whole page', async () => {
    const { reads, portions } = await serveThirty();
    const answer = await served.send('GET', '/Users?startIndex=3&count=25');
    expect(namesOf(answer)).toEqual(numbered(12, 36));
    expect(answer.body).toMatchObject({ totalResults: 30, startIndex: 3, itemsPerPage: 25 });
    expect(answer.headers.get('Transfer-Encoding')).toBe('chunked');
    expect(reads).toEqual(['find', 'portion', 'portion', 'portion', 'portion']);
    expect(Math.max(...portions)).toBeLessThan(PORTION + 5_100);
  });

  it('states its count and the next cursor after its resources', async () => {
    await serveThirty();
    for (const path of ['/Users?count=25', '/Users?count=2', '/Users?cursor=&count=2', '/Groups', '/']) {
      const { body } = await served.send('GET', path);
      const keys = Object.keys(body).filter((key) => key !== 'startIndex');
      const last = path.includes('cursor') ? ['itemsPerPage', 'nextCursor'] : ['itemsPerPage'];
      expect([path, keys]).toEqual([path, ['schemas', 'totalResults', 'Resources', ...last]]);
    }
  });

  it.each([
    ['POST', '/Users/.search', { schemas: [SEARCH], count: 25 }, 25],
    ['POST', '/.search', { schemas: [SEARCH], count: 200 }, 33],
    ['GET', '/', undefined, 33],
    ['GET', '/?count=31', undefined, 31],
    ['GET', '/?startIndex=29&count=4', undefined, 4],
    ['GET', '/Groups', undefined, 3],
    ['GET', '/Users?attributes=userName,title', undefined, 30],
    ['GET', '/Users?excludedAttributes=emails', undefined, 30],
  ] as const)('shows each resource of %s %s as it is shown alone', async (method, path, body, shown) => {
    await serveThirty();
    const answer = await served.send(method, path, body);
    expect(answer.body['itemsPerPage']).toBe(shown);
    const projection = /\?\w*attributes=.*/i.exec(path)?.[0] ?? '';
    for (const one of resourcesOf(answer)) {
      const endpoint = one['members'] === undefined ? '/Users' : '/Groups';
      const { body: alone } = await served.send('GET', `${endpoint}/${String(one['id'])}${projection}`);
      expect(one).toEqual(alone);
    }
    expect(new Set(resourcesOf(answer).map(({ id }) => id)).size).toBe(shown);
  });

  it('is not reported by Node as a leak of listeners', async () => {
    await serveThirty(searched);
    const warnings: string[] = [];
    const record = ({ name }: Error): void => void warnings.push(name);
    process.on('warning', record);
    const body = { schemas: [SEARCH], filter: 'title pr or userName pr' };
    const { status } = await served.send('POST', '/Users/.search', body).finally(() => {
      process.off('warning', record);
    });
    expect([status, warnings]).toEqual([200, []]);
  });

  it('keeps its sort order', async () => {
    await serveThirty(searched);
    const answer = await served.send('GET', '/Users?sortBy=userName&sortOrder=descending&count=25');
    expect(namesOf(answer)).toEqual(numbered(15, 39).toReversed());
  });

  it('shows the groups of all its users', async () => {
    await serveThirty(grouped);
    const shown = resourcesOf(await served.send('GET', '/Users'));
    expect(shown.map(({ groups }) => (groups as readonly unknown[]).length)).toEqual(shown.map(() => 3));
  });

  it.each([
    ['two users, which fit in a portion', 2, 'Content-Length'],
    ['four users, whose groups make it longer than a portion', 4, 'Transfer-Encoding'],
  ])('reads the groups of %s, once', async (_, count, header) => {
    const { reads } = await serveThirty(grouped);
    const answer = await served.send('GET', `/Users?count=${count}`);
    expect(answer.headers.has(header)).toBe(true);
    expect(reads).toEqual(['find', 'memberships']);
    for (const one of resourcesOf(answer)) {
      expect(one['groups']).toHaveLength(3);
      expect(one).toEqual((await served.send('GET', `/Users/${String(one['id'])}`)).body);
    }
    expect(resourcesOf(answer)).toHaveLength(count);
  });

  it('reads the groups of a later portion with that portion', async () => {
    const { reads } = await serveThirty(grouped);
    await served.send('GET', '/Users?count=9');
    const portions = reads.filter((read) => read !== 'memberships').length;
    expect(portions).toBeGreaterThan(1);
    expect(reads.filter((read) => read === 'memberships')).toHaveLength(portions);
  });

  it('leaves out users deleted in the meantime, and counts the rest', async () => {
    const watched = await serveThirty();
    const [, , , , , , , seventh, , , eleventh] = resourcesOf(
      await served.send('GET', '/Users?attributes=id'),
    );
    let isDone = false;
    watched.before = async () => {
      if (isDone) return;
      isDone = true;
      for (const one of [seventh, eleventh]) await served.send('DELETE', `/Users/${String(one?.['id'])}`);
    };
    const answer = await served.send('GET', '/Users?count=25');
    expect(namesOf(answer)).toEqual(
      numbered(10, 34).filter((name) => name !== 'user-17' && name !== 'user-20'),
    );
    expect(answer.body).toMatchObject({ totalResults: 30, startIndex: 1, itemsPerPage: 23 });
    // A client that adds count to startIndex misses only deleted users, and those that moved up.
    expect(namesOf(await served.send('GET', '/Users?count=25')).slice(-1)).toEqual(['user-36']);
  });

  it('is cut off when a portion cannot be read, so that it never looks complete', async () => {
    const watched = await serveThirty();
    let read = 0;
    watched.before = async () => {
      read += 1;
      if (read === 3) throw new Error('the disk is gone');
    };
    const headers = { Authorization: `Bearer ${served.secret}` };
    const answer = await fetch(`${served.tenantUrl}/Users`, { headers });
    expect(answer.status).toBe(200);
    let text = '';
    const reading = (async () => {
      for await (const piece of answer.body ?? []) text += new TextDecoder().decode(piece);
    })();
    await expect(reading).rejects.toThrow('terminated');
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(text).not.toContain('itemsPerPage');
    expect(served.lines).toMatchObject([{ level: 'error', message: 'a response broke off' }]);
  });

  it('has no body for HEAD, and reads no portion for it', async () => {
    const { reads } = await serveThirty();
    const answer = await served.send('HEAD', '/Users');
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(reads).toEqual(['find']);
  });
});

describe('a list that fits into a portion', () => {
  it.each([
    '/Users?count=2',
    '/Users?filter=userName+eq+"user-11"',
    '/Users?count=0',
    '/Users?startIndex=30',
  ])('%s is read at once, and has a Content-Length', async (path) => {
    const { reads } = await serveThirty();
    const answer = await served.send('GET', path);
    expect(Number(answer.headers.get('Content-Length'))).toBe(answer.text.length);
    expect(reads).toEqual(['find']);
  });

  it('logs the resource if it found exactly one', async () => {
    await serveThirty(searched);
    const loggedFor = async (path: string, filter: RegExp) => {
      const [only] = resourcesOf(await served.send('GET', path));
      const logged = async () => {
        const { entries } = await served.admin.store.log.read(served.tenant.id, { limit: 1_000 });
        return entries.find((entry) => filter.test(entry.filter ?? ''));
      };
      await expect.poll(logged, { timeout: 10_000 }).toBeDefined();
      return { logged: (await logged())?.resourceId, shown: only?.['id'] };
    };
    const one = await loggedFor('/Users?filter=userName+eq+"user-11"', /userName/);
    expect(one.logged).toBe(one.shown);
    expect((await loggedFor('/Users?filter=title+pr&count=1', /title/)).logged).toBeUndefined();
  });
});

describe('a page by cursor', () => {
  it.each([
    ['/Users', 30],
    ['/', 33],
    ['/Groups', 3],
  ])('of %s ends when it fills a portion, and the pages show every user once', async (path, all) => {
    const { reads } = await serveThirty();
    const ids: unknown[] = [];
    const sizes: unknown[] = [];
    let cursor: unknown = '';
    while (cursor !== undefined) {
      const { body } = await served.send('GET', `${path}?count=20&cursor=${String(cursor)}`);
      expect(body['totalResults']).toBe(all);
      ids.push(...resourcesOf({ body }).map(({ id }) => id));
      sizes.push(body['itemsPerPage']);
      cursor = body['nextCursor'];
    }
    expect(new Set(ids).size).toBe(all);
    expect(ids).toHaveLength(all);
    expect(Math.max(...sizes.map(Number))).toBeLessThan(path === '/Groups' ? 4 : 8);
    expect(reads).not.toContain('portion');
  });
});
