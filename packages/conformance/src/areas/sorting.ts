import { deepEqual } from 'node:assert/strict';
import type { Json, JsonObject } from '@scimwright/core';
import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';
import type { TenantClient } from '../tenant/open-tenant-client.ts';

/** Creates these users, and returns the order in which a query shows them. */
async function crowd(tenant: TenantClient, people: readonly JsonObject[]) {
  const mark = tenant.unique();
  const ids: string[] = [];
  for (const one of people)
    ids.push((await tenant.user({ [ENTERPRISE_USER]: { costCenter: mark }, ...one })).id);
  const filter = `${ENTERPRISE_USER}:costCenter eq "${mark}"`;
  return async (query: string): Promise<readonly number[]> => {
    const answer = accepted(await tenant.find('/Users', filter, query), 200);
    return (at(answer.body, 'Resources') as readonly Json[]).map((one) => ids.indexOf(String(at(one, 'id'))));
  };
}

const mails = (...values: readonly (readonly [value: string, primary?: boolean])[]): JsonObject => ({
  emails: values.map(([value, primary]) => ({ value, ...(primary !== undefined && { primary }) })),
});

/** Area I: sorting. */
export const sorting: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.4.2.3-01', '7644-3.4.2.3-02'],
    title: 'a list is sorted ascending unless sortOrder is descending, and texts by caseExact',
    async run(tenant) {
      const people = ['B', 'a', 'c', 'é', 'Z'].map((title) => ({ title, externalId: title }));
      const order = await crowd(tenant, people);
      deepEqual(await order('&sortBy=title'), [1, 0, 2, 4, 3]);
      deepEqual(await order('&sortBy=TITLE&sortOrder=ascending'), [1, 0, 2, 4, 3]);
      deepEqual(await order('&sortBy=title&sortOrder=descending'), [3, 4, 2, 0, 1]);
      deepEqual(await order('&sortBy=externalId'), [0, 4, 1, 2, 3]);
      deepEqual(await order('&sortBy=meta.created'), [0, 1, 2, 3, 4]);
    },
  },
  {
    covers: ['7644-3.4.2.3-03'],
    title: 'a multi-valued attribute sorts by its primary element, otherwise by the first',
    async run(tenant) {
      const order = await crowd(tenant, [
        mails(['a@x.example'], ['z@x.example', true]),
        mails(['b@x.example'], ['a@x.example']),
        mails(['c@x.example', true]),
      ]);
      deepEqual(await order('&sortBy=emails.value'), [1, 2, 0]);
      deepEqual(await order('&sortBy=emails&sortOrder=descending'), [0, 2, 1]);
    },
  },
  {
    covers: ['7644-3.4.2.3-04', '7644-3.4.2.3-07'],
    title:
      'a complex attribute sorts by a sub-attribute, names may have their URN, and an attribute without an order is refused',
    async run(tenant) {
      const order = await crowd(tenant, [{ name: { givenName: 'b' } }, { name: { givenName: 'a' } }]);
      deepEqual(await order('&sortBy=name.givenName'), [1, 0]);
      deepEqual(await order(`&sortBy=${ENTERPRISE_USER}:costCenter&sortOrder=descending`), [0, 1]);
      for (const query of ['sortBy=name', 'sortBy=foo', 'sortBy=userName&sortOrder=up', 'sortBy=password'])
        refused(await tenant.get(`/Users?${query}`), 400, 'invalidValue', /sort/);
    },
  },
  {
    covers: ['AMB-15'],
    title: 'sortBy in a query of the root is refused with the reason',
    async run(tenant) {
      refused(await tenant.get('?sortBy=userName'), 400, 'invalidValue', /\/Users/);
    },
  },
  {
    covers: ['7644-3.4.2.3-05'],
    title: 'resources without a value come last, and first when the order is descending',
    async run(tenant) {
      const order = await crowd(tenant, [{}, { title: 'b' }, { title: null }, { title: 'a' }]);
      const ascending = await order('&sortBy=title');
      deepEqual(
        [ascending.slice(0, 2), ascending.slice(2).toSorted()],
        [
          [3, 1],
          [0, 2],
        ],
      );
      const descending = await order('&sortBy=title&sortOrder=descending');
      deepEqual(
        [descending.slice(0, 2).toSorted(), descending.slice(2)],
        [
          [0, 2],
          [1, 3],
        ],
      );
    },
  },
  {
    covers: ['7644-3.4.2.3-07', '7644-3.4.2.2-01'],
    title: 'resources with equal values keep a stable order, so that pages show each of them once',
    async run(tenant) {
      const order = await crowd(
        tenant,
        Array.from({ length: 5 }, () => ({ title: 'same' })),
      );
      for (const sortOrder of ['ascending', 'descending']) {
        const pages: number[] = [];
        for (const startIndex of [1, 3, 5])
          pages.push(
            ...(await order(`&sortBy=title&sortOrder=${sortOrder}&count=2&startIndex=${startIndex}`)),
          );
        deepEqual(pages.toSorted(), [0, 1, 2, 3, 4]);
      }
    },
  },
];
