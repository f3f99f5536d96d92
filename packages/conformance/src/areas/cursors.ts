import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import type { Json, JsonObject } from '@scimwright/core';
import { LIST_RESPONSE } from '@scimwright/core/messages';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at, type Answer } from '../tenant/answer.ts';
import type { TenantClient } from '../tenant/open-tenant-client.ts';

const SEARCH_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

/** More pages than any walk here has. */
const MAX_PAGES = 20;

const CLASSES = ['abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789', '-_.~'];

/** A different character that is valid at this place of a cursor. */
function nextInClass(char: string): string {
  const own = CLASSES.find((one) => one.includes(char)) ?? '';
  return own[(own.indexOf(char) + 1) % own.length] ?? '';
}

const isWhole = (value: Json | undefined): boolean => Number.isInteger(value) && Number(value) > 0;

/** Creates users with a shared externalId, one after the other, and returns the filter that finds exactly them. */
async function several(
  tenant: TenantClient,
  people: readonly JsonObject[],
): Promise<{ ids: readonly string[]; filter: string; externalId: string }> {
  const externalId = tenant.unique();
  const ids: string[] = [];
  for (const one of people) ids.push((await tenant.user({ externalId, ...one })).id);
  return { ids, filter: `externalId eq "${externalId}"`, externalId };
}

const many = (count: number): readonly JsonObject[] => Array.from({ length: count }, () => ({}));

const idsIn = ({ body }: Answer): readonly string[] =>
  (at(body, 'Resources') as readonly Json[]).map((one) => String(at(one, 'id')));

const nextOf = ({ body }: Answer): string | undefined => {
  const next = at(body, 'nextCursor');
  return next === undefined ? undefined : String(next);
};

/** Every page, up to the one without nextCursor. */
async function walk(ask: (cursor: string) => Promise<Answer>): Promise<readonly Answer[]> {
  const pages: Answer[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; cursor = nextOf(pages.at(-1) as Answer)) {
    pages.push(accepted(await ask(cursor), 200, { schemas: [LIST_RESPONSE] }));
    ok(pages.length <= MAX_PAGES, 'the walk has no end');
  }
  return pages;
}

const get = (tenant: TenantClient, collection: string, filter: string, more: string, cursor: string) =>
  tenant.find(collection, filter, `${more}&cursor=${cursor}`);

/** The nextCursor of the first page of a query. */
async function begun(tenant: TenantClient, filter: string, more: string): Promise<string> {
  const next = nextOf(accepted(await get(tenant, '/Users', filter, more, ''), 200));
  ok(next, 'the first page has no nextCursor');
  return next;
}

/** Area K: paging by cursor. */
export const cursors: readonly ConformanceCase[] = [
  {
    covers: ['9865-2-01', '9865-2-02', 'AMB-12'],
    title: 'an empty cursor requests the first page, and a cursor has unreserved characters only',
    async run(tenant) {
      const { ids, filter } = await several(tenant, many(3));
      for (const cursor of ['&cursor', '&cursor=']) {
        const page = accepted(await tenant.find('/Users', filter, `&count=2${cursor}`), 200, {
          schemas: [LIST_RESPONSE],
          totalResults: 3,
          itemsPerPage: 2,
          startIndex: undefined,
          nextCursor: /^[A-Za-z0-9._~-]+$/,
        });
        deepEqual(idsIn(page), ids.slice(0, 2));
      }
    },
  },
  {
    covers: ['9865-2-03', '9865-2-04'],
    title:
      'every page but the last has nextCursor, even if the last one is full; together they show each resource once',
    async run(tenant) {
      const { ids, filter } = await several(tenant, many(6));
      for (const count of [1, 2, 3, 4, 6, 7]) {
        const pages = await walk((cursor) => get(tenant, '/Users', filter, `&count=${count}`, cursor));
        deepEqual(pages.flatMap(idsIn), ids);
        equal(pages.length, Math.ceil(6 / count));
        equal(at(pages[0]?.body, 'previousCursor'), undefined);
        equal(new Set(pages.map(nextOf)).size, pages.length);
        for (const { body } of pages) accepted({ ...(pages[0] as Answer), body }, 200, { totalResults: 6 });
      }
      const none = accepted(await get(tenant, '/Users', `${filter} and id eq "nobody"`, '', ''), 200);
      deepEqual([idsIn(none), nextOf(none)], [[], undefined]);
    },
  },
  {
    covers: ['9865-2-05', 'AMB-34'],
    title:
      'a page has at most count resources, and never more than maxPageSize; a count of 0 or less requests only the total',
    async run(tenant) {
      const { ids, filter } = await several(tenant, many(3));
      for (const count of ['0', '-1']) {
        const page = accepted(await get(tenant, '/Users', filter, `&count=${count}`, ''), 200, {
          totalResults: 3,
          itemsPerPage: 0,
          Resources: [],
        });
        equal(nextOf(page), undefined);
      }
      const most = Number(at((await tenant.get('/ServiceProviderConfig')).body, 'pagination', 'maxPageSize'));
      deepEqual(idsIn(await get(tenant, '/Users', filter, `&count=${most + 100_000}`, '')), ids);
      deepEqual(idsIn(await get(tenant, '/Users', filter, '&count=2', '')).length, 2);
      deepEqual(idsIn(await get(tenant, '/Users', filter, '', '')), ids);
    },
  },
  {
    covers: ['9865-2-06'],
    title: 'a cursor belongs to its query: with another filter, order, projection or endpoint it is refused',
    async run(tenant) {
      const { ids, filter } = await several(tenant, many(3));
      const query = '&count=2&sortBy=meta.created&attributes=userName';
      const cursor = await begun(tenant, filter, query);
      const wrong = (answer: Answer) => refused(answer, 400, 'invalidCursor');
      wrong(await get(tenant, '/Users', `${filter} and userName pr`, query, cursor));
      wrong(await get(tenant, '/Users', 'userName pr', query, cursor));
      wrong(await get(tenant, '/Users', filter, `${query}&sortOrder=descending`, cursor));
      wrong(await get(tenant, '/Users', filter, query.replace('meta.created', 'userName'), cursor));
      wrong(await get(tenant, '/Users', filter, query.replace('attributes=', 'excludedAttributes='), cursor));
      wrong(await get(tenant, '/Groups', filter, '&count=2', cursor));
      wrong(await get(tenant, '', filter, '&count=2', cursor));
      wrong(await tenant.get(`/Users?count=2&cursor=${cursor}`));
      deepEqual(idsIn(await get(tenant, '/Users', filter, query, cursor)), ids.slice(2));
      refused(await get(tenant, '/Users', filter, `&startIndex=1`, ''), 400, 'invalidValue', /startIndex/);
    },
  },
  {
    covers: ['9865-2.1-01', '9865-5.2-02'],
    title: 'an invented, altered, shortened or lengthened cursor is a 400 invalidCursor, and reveals nothing',
    async run(tenant) {
      const userName = tenant.unique('zzz-private');
      const { filter, externalId } = await several(tenant, [{ userName }, ...many(2)]);
      const query = '&count=1&sortBy=userName&sortOrder=descending';
      const cursor = await begun(tenant, filter, query);
      const bytes = Buffer.from(cursor, 'base64url').toString('latin1');
      for (const shown of [userName, externalId, 'externalId', 'userName']) {
        equal(cursor.includes(shown) || bytes.includes(shown), false, `the cursor shows ${shown}`);
      }
      const altered = [...cursor].map(
        (char, place) => `${cursor.slice(0, place)}${nextInClass(char)}${cursor.slice(place + 1)}`,
      );
      const madeUp = ['AAAA', '1', 'null', 'a'.repeat(cursor.length), '~'.repeat(40), 'A'.repeat(6_000)];
      const drawn = [`${cursor}A`, `A${cursor}`, cursor.slice(1), cursor.slice(0, -1), `${cursor}${cursor}`];
      const strange = ['%20', '%2B', '%F0%9F%98%80', '%27%3B--', `${cursor}%3D`];
      const says = new Set<Json | undefined>();
      const some = altered.filter((_, place) => place % 7 === 0 || place === altered.length - 1);
      for (const wrong of [...some, ...madeUp, ...drawn, ...strange]) {
        const { body } = refused(await get(tenant, '/Users', filter, query, wrong), 400, 'invalidCursor');
        says.add(at(body, 'detail'));
      }
      equal(says.size, 1, 'the refusals differ');
      accepted(await get(tenant, '/Users', filter, query, cursor), 200, { itemsPerPage: 1 });
      notEqual(await begun(tenant, filter, query), cursor);
    },
  },
  {
    covers: ['9865-2.1-01'],
    title: 'an expired cursor is a 400 expiredCursor, and an empty one starts again',
    needs: 'expiredCursor',
    async run(tenant) {
      const { expiredCursor = '' } = tenant.target;
      const path = `/Users?count=1&cursor=${expiredCursor}`;
      refused(await tenant.get(path), 400, 'expiredCursor', /again/);
      refused(await tenant.get(path.replace('/Users', '/Groups')), 400, 'invalidCursor');
      await several(tenant, many(2));
      accepted(await tenant.get('/Users?count=1&cursor='), 200, { nextCursor: /./ });
    },
  },
  {
    covers: ['9865-2.1-02', 'AMB-34'],
    title: 'a count that is not a whole number, or differs from the first page’s, is a 400 invalidCount',
    async run(tenant) {
      const { ids, filter } = await several(tenant, many(3));
      const cursor = await begun(tenant, filter, '&count=2');
      for (const count of ['&count=1', '&count=3', '&count=0', '&count=-1', '', '&count=x', '&count=1.5'])
        refused(await get(tenant, '/Users', filter, count, cursor), 400, 'invalidCount', /count/);
      for (const count of ['&count=x', '&count=1.5', '&count='])
        refused(await get(tenant, '/Users', filter, count, ''), 400, 'invalidCount', /count/);
      deepEqual(idsIn(await get(tenant, '/Users', filter, '&count=2', cursor)), ids.slice(2));
    },
  },
  {
    covers: ['9865-2.2-01'],
    title: 'cursor pages keep the sort order, ascending and descending, also among equal and missing values',
    async run(tenant) {
      const titles = ['c', undefined, 'A', 'b', 'a', undefined, 'É', '\u{1F600}', 'a'];
      const people = titles.map((title): JsonObject => (title === undefined ? {} : { title }));
      const { ids, filter } = await several(tenant, people);
      for (const [order, expected] of [
        ['ascending', [2, 4, 8, 3, 0, 6, 7, 1, 5]],
        ['descending', [1, 5, 7, 6, 0, 3, 2, 4, 8]],
      ] as const) {
        for (const count of [1, 2, 4, 9]) {
          const query = `&count=${count}&sortBy=title&sortOrder=${order}`;
          const pages = await walk((cursor) => get(tenant, '/Users', filter, query, cursor));
          deepEqual(
            pages.flatMap(idsIn).map((id) => ids.indexOf(id)),
            expected,
          );
        }
      }
    },
  },
  {
    covers: ['9865-2-03', '9865-2.2-01'],
    title:
      'cursor pages show each resource that exists throughout exactly once, whatever is created or deleted meanwhile',
    async run(tenant) {
      const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((title) => ({ title }));
      for (const order of ['', '&sortBy=title', '&sortBy=title&sortOrder=descending']) {
        const { ids, filter, externalId } = await several(tenant, people);
        let page = 0;
        const pages = await walk(async (cursor) => {
          page += 1;
          // Deletes both users of the first page and one not yet shown; creates one who sorts before all others.
          if (page === 2) {
            const isDown = order.endsWith('descending');
            for (const gone of isDown ? [5, 6, 2] : [1, 0, 4])
              accepted(await tenant.remove(`/Users/${ids[gone]}`), 204);
            await tenant.user({ externalId, title: isDown ? 'z' : 'A' });
          }
          return get(tenant, '/Users', filter, `&count=2${order}`, cursor);
        });
        const seen = pages.flatMap(idsIn);
        equal(new Set(seen).size, seen.length, 'somebody was shown twice');
        const shown = seen.filter((id) => ids.includes(id)).map((id) => ids.indexOf(id));
        deepEqual(shown, order.endsWith('descending') ? [6, 5, 4, 3, 1, 0] : [0, 1, 2, 3, 5, 6]);
      }
    },
  },
  {
    covers: ['9865-2.4-01'],
    title: 'a query without startIndex or cursor is paged by the advertised default method',
    async run(tenant) {
      const { filter } = await several(tenant, many(3));
      const { body } = await tenant.get('/ServiceProviderConfig');
      equal(at(body, 'pagination', 'defaultPaginationMethod'), 'index');
      for (const query of ['', '&count=2', '&startIndex=1&count=2', '&startIndex=2'])
        accepted(await tenant.find('/Users', filter, query), 200, {
          startIndex: (value) => isWhole(value),
          nextCursor: undefined,
          previousCursor: undefined,
        });
    },
  },
  {
    covers: ['9865-3-01'],
    title: 'a search has cursor and count in its body, at an endpoint and at the root',
    async run(tenant) {
      const { ids, filter, externalId } = await several(tenant, many(3));
      const groups = [await tenant.group({ externalId }), await tenant.group({ externalId })];
      const everyone = [...ids, ...groups.map(({ id }) => id)];
      for (const [collection, found] of [
        ['/Users', ids],
        ['/Groups', groups.map(({ id }) => id)],
        ['', everyone],
      ] as const) {
        for (const count of [1, 2, 3, 5]) {
          const pages = await walk((cursor) =>
            tenant.post(`${collection}/.search`, { schemas: [SEARCH_REQUEST], filter, count, cursor }),
          );
          deepEqual(pages.flatMap(idsIn), found);
          equal(pages.length, Math.ceil(found.length / count));
          equal(at(pages[0]?.body, 'totalResults'), found.length);
          const inUrl = await walk((cursor) => get(tenant, collection, filter, `&count=${count}`, cursor));
          deepEqual(inUrl.flatMap(idsIn), found);
        }
      }
      const search = { schemas: [SEARCH_REQUEST], filter, cursor: 'AAAA' };
      refused(await tenant.post('/Users/.search', search), 400, 'invalidCursor');
      refused(
        await tenant.post('/Users/.search', { ...search, cursor: '', count: 1.5 }),
        400,
        'invalidCount',
      );
    },
  },
  {
    covers: ['9865-4-01'],
    title: 'ServiceProviderConfig says how lists are paged, and the service keeps to the sizes in it',
    async run(tenant) {
      const { body } = accepted(await tenant.get('/ServiceProviderConfig'), 200, {
        pagination: {
          cursor: true,
          index: true,
          defaultPaginationMethod: /^(index|cursor)$/,
          defaultPageSize: isWhole,
          maxPageSize: isWhole,
          cursorTimeout: isWhole,
        },
      });
      const most = Number(at(body, 'pagination', 'maxPageSize'));
      equal(at(body, 'filter', 'maxResults'), most);
      const usual = Number(at(body, 'pagination', 'defaultPageSize'));
      ok(usual <= most);
      await several(tenant, many(2));
      const page = accepted(await tenant.get('/Users?cursor='), 200);
      const total = Number(at(page.body, 'totalResults'));
      equal(idsIn(page).length, Math.min(usual, total));
      equal(nextOf(page) === undefined, total <= usual);
    },
  },
  {
    covers: ['9865-5.2-01'],
    title:
      'a cursor grants no access: without a token it is a 401, and in another tenant it is a 400 like an invented one',
    needs: 'other',
    async run(tenant) {
      const neighbour = tenant.as(tenant.target.other);
      const { filter } = await several(tenant, many(3));
      const cursor = await begun(tenant, filter, '&count=1');
      const path = `/Users?filter=${encodeURIComponent(filter)}&count=1&cursor=${cursor}`;
      refused(await tenant.ask({ method: 'GET', path, token: null }), 401);
      refused(await tenant.ask({ method: 'GET', path, token: 'nonsense' }), 401);
      const madeUp = refused(await tenant.get(path.replace(cursor, 'AAAA')), 400, 'invalidCursor');
      const foreign = refused(await neighbour.get(path), 400, 'invalidCursor');
      deepEqual(foreign.body, madeUp.body);
      match(String(at(foreign.body, 'detail')), /cursor/);
      accepted(await tenant.get(path), 200, { itemsPerPage: 1, totalResults: 3 });
    },
  },
];
