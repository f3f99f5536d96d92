import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Json } from '@scimwright/core';
import { LIST_RESPONSE } from '@scimwright/core/messages';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';
import type { CreatedResource, TenantClient } from '../tenant/open-tenant-client.ts';

/** A number that any service should bear, since we do not know its limits. */
const AT_ONCE = 20;

/** Creating more users is not worth the time: a service with larger pages is not filled. */
const WORTH_FILLING = 500;

/** Creates users with a shared externalId, and returns the query that finds exactly them. */
async function several(
  tenant: TenantClient,
  many: number,
): Promise<{ made: readonly CreatedResource[]; query: string }> {
  const externalId = tenant.unique();
  const made: CreatedResource[] = [];
  while (made.length < many) {
    const some = Array.from({ length: Math.min(AT_ONCE, many - made.length) }, () =>
      tenant.user({ externalId }),
    );
    made.push(...(await Promise.all(some)));
  }
  return { made, query: `/Users?filter=${encodeURIComponent(`externalId eq "${externalId}"`)}` };
}

const idsIn = (body: Json | undefined): readonly string[] =>
  (at(body, 'Resources') as readonly Json[]).map((one) => String(at(one, 'id')));

/** Areas G and J: lists and their pages. */
export const lists: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.4.2-01', '7644-3.4.2-02', '7644-3.4.2-04', '7644-3.4.2.4-04'],
    title: 'a list counts all matches, beyond the page too, and shows the resources as they are',
    async run(tenant) {
      const { made, query } = await several(tenant, 5);
      accepted(await tenant.get(`${query}&count=1`), 200, {
        schemas: [LIST_RESPONSE],
        totalResults: 5,
        itemsPerPage: 1,
        startIndex: 1,
        Resources: (list) => Array.isArray(list) && list.length === 1,
      });
      accepted(await tenant.get(`${query}&count=2&startIndex=5`), 200, {
        totalResults: 5,
        itemsPerPage: 1,
        startIndex: 5,
      });
      const whole = accepted(await tenant.get(query), 200, { totalResults: 5, itemsPerPage: 5 });
      for (const one of at(whole.body, 'Resources') as readonly Json[]) {
        const same = made.find(({ id }) => id === at(one, 'id'));
        deepEqual(one, same?.answer.body);
      }
    },
  },
  {
    covers: ['7644-3.4.2-03', 'AMB-12'],
    title: 'a list without matches has all its attributes, and no resources',
    async run(tenant) {
      const none = {
        schemas: [LIST_RESPONSE],
        totalResults: 0,
        startIndex: 1,
        itemsPerPage: 0,
        Resources: [],
      };
      deepEqual(accepted(await tenant.find('/Users', 'userName eq "nobody"'), 200).body, none);
      deepEqual(accepted(await tenant.find('/Groups', 'displayName eq "nobody"'), 200).body, none);
    },
  },
  {
    covers: ['7644-3.4.2-05', 'AMB-02'],
    title: 'unknown parameters and extra slashes are ignored; the letter case of a path counts',
    async run(tenant) {
      const { query } = await several(tenant, 2);
      const plain = accepted(await tenant.get(query), 200, { totalResults: 2 }).body;
      deepEqual((await tenant.get(`${query}&foo=bar`)).body, plain);
      deepEqual((await tenant.get(query.replace('/Users?', '/Users/?'))).body, plain);
      deepEqual((await tenant.get(`/${query}`)).body, plain);
      refused(await tenant.get(query.replace('/Users', '/users')), 404);
    },
  },
  {
    covers: ['7644-3.4.2.4-01'],
    title: 'startIndex counts from 1, and 0 or less means 1',
    async run(tenant) {
      const { query } = await several(tenant, 3);
      const first = accepted(await tenant.get(`${query}&startIndex=1`), 200, { startIndex: 1 }).body;
      for (const startIndex of ['0', '-5'])
        deepEqual((await tenant.get(`${query}&startIndex=${startIndex}`)).body, first);
      deepEqual((await tenant.get(query)).body, first);
      deepEqual(idsIn((await tenant.get(`${query}&startIndex=2`)).body), idsIn(first).slice(1));
    },
  },
  {
    covers: ['7644-3.4.2.4-02', 'AMB-34'],
    title: 'a page has at most count resources, and never more than maxResults; a larger count is no error',
    async run(tenant) {
      const most = Number(at((await tenant.get('/ServiceProviderConfig')).body, 'filter', 'maxResults'));
      const many = most > WORTH_FILLING ? 3 : most + 1;
      const { query } = await several(tenant, many);
      equal(idsIn((await tenant.get(`${query}&count=2`)).body).length, 2);
      for (const count of [many, most + 100_000]) {
        const page = accepted(await tenant.get(`${query}&count=${count}`), 200, { totalResults: many });
        equal(idsIn(page.body).length, Math.min(many, most));
      }
      ok(idsIn((await tenant.get(query)).body).length <= most);
    },
  },
  {
    covers: ['7644-3.4.2.4-03'],
    title: 'count 0 or less requests only the total',
    async run(tenant) {
      const { query } = await several(tenant, 3);
      for (const count of ['0', '-1'])
        accepted(await tenant.get(`${query}&count=${count}`), 200, {
          totalResults: 3,
          itemsPerPage: 0,
          Resources: [],
        });
    },
  },
  {
    covers: ['7644-3.4.2.4-05'],
    title: 'a page past the end is empty, and a startIndex or count that is not a whole number is a 400',
    async run(tenant) {
      const { query } = await several(tenant, 3);
      accepted(await tenant.get(`${query}&startIndex=9999`), 200, { totalResults: 3, Resources: [] });
      for (const wrong of ['count=abc', 'startIndex=1.5', 'count=1e2', 'startIndex='])
        refused(await tenant.get(`${query}&${wrong}`), 400, 'invalidValue');
    },
  },
  {
    covers: ['7644-3.4.2.4-06'],
    title: 'pages of any size cover the list without gaps or repeats',
    async run(tenant) {
      const { made, query } = await several(tenant, 7);
      for (const count of [1, 2, 3, 7, 8]) {
        const seen: string[] = [];
        for (let startIndex = 1; startIndex <= 7; startIndex += count)
          seen.push(...idsIn((await tenant.get(`${query}&startIndex=${startIndex}&count=${count}`)).body));
        deepEqual(seen.toSorted(), made.map(({ id }) => id).toSorted());
      }
    },
  },
];
