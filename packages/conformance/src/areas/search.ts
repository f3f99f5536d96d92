import { deepEqual, equal } from 'node:assert/strict';
import type { Json, JsonObject } from '@scimwright/core';
import { LIST_RESPONSE, PATCH_OP } from '@scimwright/core/messages';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import { unchanged } from '../check/unchanged.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at, type Answer } from '../tenant/answer.ts';
import type { TenantClient } from '../tenant/open-tenant-client.ts';

const SEARCH_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

const search = (tenant: TenantClient, at: string, more: JsonObject = {}): Promise<Answer> =>
  tenant.post(`${at}/.search`, { schemas: [SEARCH_REQUEST], ...more });

/** A user and a group with the same externalId, and displayNames that begin with it. */
async function pair(tenant: TenantClient): Promise<{ user: string; group: string; filter: string }> {
  const externalId = tenant.unique();
  const user = await tenant.user({ externalId, displayName: `${externalId} user` });
  const group = await tenant.group({ externalId, displayName: `${externalId} group` });
  return { user: user.id, group: group.id, filter: `externalId eq "${externalId}"` };
}

const idsIn = ({ body }: Answer): readonly Json[] =>
  (at(body, 'Resources') as readonly Json[]).map((one) => at(one, 'id') ?? null);

/** Areas M and R, and queries of the root. */
export const searches: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.4.3-01', '7644-3.4.3-02'],
    title:
      'POST to /.search queries and creates nothing; its body is a SearchRequest with optional parameters',
    async run(tenant) {
      await tenant.user();
      const mark = tenant.unique();
      for (const collection of ['', '/Users', '/Groups']) {
        accepted(await search(tenant, collection, { userName: mark, displayName: mark, count: 1 }), 200, {
          schemas: [LIST_RESPONSE],
          startIndex: 1,
          Resources: (list) => Array.isArray(list),
        });
        for (const schemas of [[], [PATCH_OP], undefined])
          refused(
            await tenant.post(`${collection}/.search`, { ...(schemas && { schemas }), count: 1 }),
            400,
            'invalidSyntax',
            /schemas/,
          );
        refused(await tenant.ask({ method: 'GET', path: `/Users/.search` }), 405);
      }
      accepted(await tenant.find('/Users', `userName eq "${mark}"`), 200, { totalResults: 0 });
      accepted(await tenant.find('/Groups', `displayName eq "${mark}"`), 200, { totalResults: 0 });
      const answer = accepted(await search(tenant, '/Users'), 200);
      equal(idsIn(answer).length > 0, true);
    },
  },
  {
    covers: ['7644-3.4.3-03', '7644-7.5.2-02', '7644-3.9-01'],
    title: 'a search takes the parameters of a GET in its body, with the same answers and the same errors',
    async run(tenant) {
      const externalId = tenant.unique();
      for (const title of ['a', 'b', 'c']) await tenant.user({ externalId, title });
      const filter = `externalId eq "${externalId}"`;
      for (const [query, more] of [
        ['', {}],
        ['&startIndex=2&count=1', { startIndex: 2, count: 1 }],
        ['&count=0', { count: 0 }],
        ['&attributes=title,meta', { attributes: ['title', 'meta'] }],
        ['&excludedAttributes=meta', { excludedAttributes: ['meta'] }],
      ] as const) {
        const got = accepted(await tenant.find('/Users', filter, query), 200, { totalResults: 3 });
        deepEqual(accepted(await search(tenant, '/Users', { filter, ...more }), 200).body, got.body);
      }
      for (const bad of ['userName eq', 'foo eq "x"'])
        refused(await search(tenant, '/Users', { filter: bad }), 400, 'invalidFilter');
      const both = { attributes: ['title'], excludedAttributes: ['meta'] };
      refused(await search(tenant, '/Users', both), 400, 'invalidValue');
    },
  },
  {
    covers: ['7644-3.4.2.1-01', '7644-3.4.3-04', 'AMB-13', 'AMB-10'],
    title: 'a query of the root finds users and groups; an attribute that a type lacks has no value there',
    async run(tenant) {
      const { user, group, filter } = await pair(tenant);
      const type = (name: string): string => `meta.resourceType eq "${name}" and ${filter}`;
      for (const [asked, found] of [
        [filter, [user, group]],
        [type('User'), [user]],
        [type('Group'), [group]],
        [filter.replace('externalId eq', 'displayName sw'), [user, group]],
        [`userName pr and ${filter}`, [user]],
        [`not (userName pr) and ${filter}`, [group]],
        [`members eq "x" or id eq "${user}"`, [user]],
        [`foo eq "x" or id eq "${user}"`, [user]],
        ['foo eq "x"', []],
        [`userName eq "nobody" or id eq "${group}"`, [group]],
      ] as const) {
        for (const answer of [await tenant.find('', asked), await search(tenant, '', { filter: asked })]) {
          accepted(answer, 200, { schemas: [LIST_RESPONSE], totalResults: found.length });
          deepEqual(idsIn(answer).toSorted(), [...found].toSorted(), asked);
        }
      }
      refused(await tenant.find('', 'userName eq'), 400, 'invalidFilter');
      const pages = [1, 2].map((startIndex) => search(tenant, '', { filter, startIndex, count: 1 }));
      deepEqual((await Promise.all(pages)).flatMap(idsIn), [user, group]);
    },
  },
  {
    covers: ['7644-3.11-01'],
    title: '/Me with a token that names no user is a 501, whatever the method',
    async run({ ask }) {
      for (const method of ['GET', 'PUT', 'PATCH', 'DELETE'])
        refused(await ask({ method, path: '/Me', ...(method !== 'GET' && { text: '{}' }) }), 501);
    },
  },
  {
    covers: ['7644-3.11-02'],
    needs: 'userToken',
    title: '/Me with a token that names a user is that user, and every answer has the location of the user',
    async run(tenant) {
      const { ask, target } = tenant;
      const me = (method: string, query = '', headers?: Record<string, string>) =>
        ask({ method, path: `/Me${query}`, token: target.userToken ?? null, headers });
      const whole = accepted(await me('GET'), 200, { id: /./, meta: { resourceType: 'User' } });
      const id = String(at(whole.body, 'id'));
      const location = `${target.tenantUrl}/Users/${id}`;
      equal(at(whole.body, 'meta', 'location'), location);
      deepEqual(accepted(await tenant.get(`/Users/${id}`), 200).body, whole.body);
      const etag = whole.headers.get('ETag') ?? '';
      for (const [answer, status] of [
        [whole, 200],
        [await me('HEAD'), 200],
        [await me('GET', '?attributes=userName'), 200],
        [await me('GET', '', { 'if-none-match': etag }), 304],
        [await me('GET', '', { 'if-match': 'W/"nothing"' }), 412],
        [await me('GET', '?attributes=id&excludedAttributes=meta'), 400],
      ] as const) {
        accepted(answer, status);
        equal(answer.headers.get('Location'), location, `Location of a ${status}`);
      }
      accepted(await me('GET', '?attributes=userName'), 200, { id, userName: /./, meta: undefined });
    },
  },
  {
    covers: ['7644-3.11-02'],
    needs: 'userToken',
    title:
      'a change of /Me by a user who may only read is a 403 that names the URI of the user, and nothing changes',
    async run({ ask, target }) {
      const me = (method: string, text?: string) =>
        ask({ method, path: '/Me', token: target.userToken ?? null, ...(text && { text }) });
      const before = accepted(await me('GET'), 200);
      // These bodies change nothing. A DELETE is not sent: a server may carry it out, and the user is not ours.
      for (const method of ['POST', 'PUT', 'PATCH']) {
        const answer = refused(await me(method, '{}'), 403);
        equal(answer.headers.get('Location'), at(before.body, 'meta', 'location'));
      }
      unchanged(await me('GET'), before);
    },
  },
];
