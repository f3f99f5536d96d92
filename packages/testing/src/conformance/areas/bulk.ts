import { deepEqual, equal, match, ok } from 'node:assert/strict';
import {
  BULK_REQUEST,
  BULK_RESPONSE,
  ENTERPRISE_USER,
  ERROR,
  PATCH_OP,
  USER,
  type Json,
  type JsonObject,
} from '@scimwright/core';
import { accepted } from '../check/accepted.ts';
import { assertParts, type Wanted } from '../check/assert-parts.ts';
import { refused } from '../check/refused.ts';
import { unchanged } from '../check/unchanged.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';
import type { TenantClient } from '../tenant/open-tenant-client.ts';

/** Sends a bulk request that has to be processed, and checks the status of each operation. */
async function bulk(
  tenant: TenantClient,
  statuses: readonly string[],
  Operations: readonly Json[],
  more: JsonObject = {},
): Promise<readonly Json[]> {
  const answer = await tenant.post('/Bulk', { schemas: [BULK_REQUEST], ...more, Operations });
  accepted(answer, 200, { schemas: [BULK_RESPONSE], Operations: (list) => Array.isArray(list) });
  const results = at(answer.body, 'Operations') as readonly Json[]; // by the line before
  const found = results.map((one) => at(one, 'status') ?? null);
  deepEqual(found, statuses, answer.text.slice(0, 1_000));
  return results;
}

const post = (path: string, bulkId: string, data: Json): JsonObject => ({
  method: 'POST',
  path,
  bulkId,
  data,
});
const patch = (path: string, ...Operations: readonly Json[]): JsonObject => ({
  method: 'PATCH',
  path,
  data: { schemas: [PATCH_OP], Operations },
});
const replace = (path: string, value: Json): Json => ({ op: 'replace', path, value });
const bad: JsonObject = { method: 'DELETE', path: '/Users/nobody' };

/** The path of the resource that a result is about. */
const pathOf = (tenant: TenantClient, result: Json | undefined): string => {
  const location = String(at(result, 'location'));
  ok(location.startsWith(`${tenant.subject.tenantUrl}/`), `location is ${location}`);
  return location.slice(tenant.subject.tenantUrl.length);
};
const idOf = (tenant: TenantClient, result: Json | undefined): string =>
  pathOf(tenant, result).split('/').at(-1) ?? '';
const members = (...values: readonly string[]): JsonObject => ({
  members: values.map((value) => ({ value })),
});
const membersOf = async (tenant: TenantClient, path: string): Promise<readonly Json[]> => {
  const list = at((await tenant.get(path)).body, 'members') ?? [];
  return (list as readonly Json[]).map((one) => at(one, 'value') ?? null).toSorted();
};
const assertResult = (result: Json | undefined, wanted: Wanted): void =>
  assertParts(result, wanted, 'result');
const nobodyHas = async (tenant: TenantClient, userName: Json | undefined): Promise<void> => {
  accepted(await tenant.find('/Users', `userName eq "${String(userName)}"`), 200, { totalResults: 0 });
};

/** Area Q. */
export const bulks: readonly ConformanceCase[] = [
  {
    claims: ['7644-3.7-01', 'AMB-35', 'AMB-22'],
    title: 'a bulk request is a BulkRequest with Operations; what is none is refused and nothing of it done',
    async run(tenant) {
      const data = tenant.userBody();
      const Operations = [post('/Users', 'a', data)];
      for (const body of [
        { Operations },
        { schemas: [PATCH_OP], Operations },
        { schemas: [BULK_REQUEST] },
        { schemas: [BULK_REQUEST], Operations: {} },
        { schemas: [BULK_REQUEST], Operations: ['x'] },
        { schemas: [BULK_REQUEST], Operations, failOnErrors: 'x' },
        [],
      ])
        refused(await tenant.post('/Bulk', body), 400, 'invalidSyntax');
      refused(await tenant.ask({ method: 'GET', path: '/Bulk' }), 405);
      await nobodyHas(tenant, data['userName']);
      deepEqual(await bulk(tenant, [], []), []);
    },
  },
  {
    claims: ['7644-3.7-01', '7644-3.7-04', '7644-3.7.3-01', '7644-3.7.3-02', 'AMB-37'],
    title:
      'POST, PUT, PATCH and DELETE do what they do alone, with their statuses as strings, and other methods do not',
    async run(tenant) {
      const [kept, gone, group] = [await tenant.user(), await tenant.user(), await tenant.group()];
      const data = tenant.userBody();
      const put = tenant.userBody({ userName: at(kept.answer.body, 'userName') ?? '', title: 'Dr' });
      const results = await bulk(
        tenant,
        ['201', '200', '200', '204', '204', '400'],
        [
          post('/Users', 'new', data),
          { method: 'PUT', path: kept.path, data: put },
          patch(kept.path, replace('nickName', 'Ada')),
          patch(group.path, { op: 'add', path: 'members', value: [{ value: kept.id }] }),
          { method: 'DELETE', path: gone.path },
          { method: 'GET', path: '/Users' },
        ],
      );
      accepted(await tenant.get(pathOf(tenant, results[0])), 200, { userName: data['userName'] });
      accepted(await tenant.get(kept.path), 200, { title: 'Dr', nickName: 'Ada' });
      deepEqual(await membersOf(tenant, group.path), [kept.id]);
      refused(await tenant.get(gone.path), 404);
      deepEqual(
        results.slice(1, 5).map((result) => pathOf(tenant, result)),
        [kept.path, kept.path, group.path, gone.path],
      );
      for (const result of results.slice(0, 5)) assertResult(result, { response: undefined });
    },
  },
  {
    claims: ['7644-3.7-02'],
    title: 'a POST needs a bulkId that no other has; it comes back with its result',
    async run(tenant) {
      const [a, b, c, d] = Array.from({ length: 4 }, () => tenant.userBody());
      const results = await bulk(
        tenant,
        ['400', '201', '400', '400'],
        [
          { method: 'POST', path: '/Users', data: a ?? {} },
          post('/Users', 'B', b ?? {}),
          post('/Users', 'twin', c ?? {}),
          post('/Users', 'twin', d ?? {}),
        ],
      );
      deepEqual(
        results.map((result) => at(result, 'bulkId')),
        [undefined, 'B', 'twin', 'twin'],
      );
      for (const body of [a, c, d]) await nobodyHas(tenant, body?.['userName']);
      accepted(await tenant.get(pathOf(tenant, results[1])), 200, { userName: b?.['userName'] });
    },
  },
  {
    claims: ['7644-3.7-03'],
    title:
      'a path is that of the single request: an endpoint for a POST, a resource otherwise, and nothing else',
    async run(tenant) {
      const { path } = await tenant.user();
      const before = await tenant.get(path);
      const data = tenant.userBody();
      await bulk(
        tenant,
        ['405', '405', '405', '404', '400', '400', '400'],
        [
          post(path, 'a', data),
          { method: 'PUT', path: '/Users', data },
          { method: 'DELETE', path: '/Users' },
          { method: 'DELETE', path: `/NoSuchType/${path.split('/').at(-1)}` },
          { method: 'DELETE' },
          post('/Bulk', 'b', { schemas: [BULK_REQUEST], Operations: [] }),
          post('/Users/.search', 'c', {}),
        ],
      );
      unchanged(await tenant.get(path), before);
      await nobodyHas(tenant, data['userName']);
    },
  },
  {
    claims: ['7644-3.7-04', 'AMB-36'],
    title: 'data has what the body of the single request has; of a PATCH it may be the operations alone',
    async run(tenant) {
      const { path } = await tenant.user();
      const results = await bulk(
        tenant,
        ['400', '400', '400', '400', '200'],
        [
          { method: 'POST', path: '/Users', bulkId: 'a' },
          { method: 'PUT', path },
          { method: 'PATCH', path },
          post('/Users', 'b', { schemas: [USER] }),
          { method: 'PATCH', path, data: [replace('title', 'Dr')] },
        ],
      );
      match(String(at(results[3], 'response', 'detail')), /userName/);
      accepted(await tenant.get(path), 200, { title: 'Dr' });
    },
  },
  {
    claims: ['7644-3.7-05', 'AMB-35', '7644-3.7.3-01', '7644-3.7.3-02', '7643-4.1.1-01'],
    title:
      'a job that was processed is a 200 whatever is inside; a failure has a SCIM error, and where it is if it is there',
    async run(tenant) {
      const { answer } = await tenant.user();
      const userName = at(answer.body, 'userName') ?? '';
      const password = tenant.unique('secret');
      await bulk(tenant, ['404'], [bad]);
      const results = await bulk(
        tenant,
        ['409', '404', '404', '404', '201'],
        [
          post('/Users', 'taken', tenant.userBody({ userName, password })),
          { method: 'PUT', path: '/Users/nobody', data: tenant.userBody() },
          patch('/Users/nobody', replace('title', 'Dr')),
          bad,
          post('/Users', 'new', tenant.userBody({ password })),
        ],
      );
      ok(!JSON.stringify(results).includes(password));
      assertResult(results[0], { location: undefined, response: { scimType: 'uniqueness' } });
      for (const [index, status] of ['409', '404', '404', '404'].entries())
        assertResult(results[index], { response: { schemas: [ERROR], status, detail: /\S+ \S+/ } });
      for (const result of results.slice(1, 4)) equal(pathOf(tenant, result), '/Users/nobody');
    },
  },
  {
    claims: ['7644-3.7-06'],
    title:
      'failOnErrors ends the job after so many errors, and only what ran is answered; without it, or with 0, all is tried',
    async run(tenant) {
      for (const [more, statuses] of [
        [{}, ['404', '404', '201']],
        [{ failOnErrors: 0 }, ['404', '404', '201']],
        [{ failOnErrors: null }, ['404', '404', '201']],
        [{ failOnErrors: 1 }, ['404']],
        [{ failOnErrors: 2 }, ['404', '404']],
        [{ failOnErrors: 3 }, ['404', '404', '201']],
      ] as const) {
        const data = tenant.userBody();
        await bulk(tenant, statuses, [bad, bad, post('/Users', 'last', data)], more);
        if (statuses.length < 3) await nobodyHas(tenant, data['userName']);
      }
    },
  },
  {
    claims: ['7644-3.7-07'],
    title:
      'bulkId stands for an id in members, managers, values and paths of a PATCH, and in a path, before and after its POST',
    async run(tenant) {
      const kept = await tenant.group();
      const manager = { [ENTERPRISE_USER]: { manager: { value: 'bulkId:boss' } } };
      const results = await bulk(
        tenant,
        ['201', '201', '204', '201', '204', '200'],
        [
          post('/Groups', 'team', tenant.groupBody(members('bulkId:ada', 'bulkId:boss'))),
          post('/Users', 'ada', tenant.userBody(manager)),
          patch(kept.path, {
            op: 'add',
            path: 'members',
            value: [...(members('bulkId:ada', 'bulkId:boss').members as readonly Json[])],
          }),
          post('/Users', 'boss', tenant.userBody()),
          patch(kept.path, { op: 'remove', path: 'members[value eq "bulkId:boss"]' }),
          patch('/Users/bulkId:ada', replace('title', 'Dr')),
        ],
      );
      const [ada, boss] = [idOf(tenant, results[1]), idOf(tenant, results[3])];
      deepEqual(await membersOf(tenant, pathOf(tenant, results[0])), [ada, boss].toSorted());
      deepEqual(await membersOf(tenant, kept.path), [ada]);
      accepted(await tenant.get(`/Users/${ada}`), 200, {
        title: 'Dr',
        [ENTERPRISE_USER]: { manager: { value: boss } },
      });
      equal(pathOf(tenant, results[5]), `/Users/${ada}`);
    },
  },
  {
    claims: ['7644-3.7-08'],
    title: 'what refers to nothing, or to what could not be created, fails alone and is not stored',
    async run(tenant) {
      const { answer } = await tenant.user();
      const userName = at(answer.body, 'userName') ?? '';
      const [lost, orphan] = [
        tenant.groupBody(members('bulkId:none')),
        tenant.groupBody(members('bulkId:taken')),
      ];
      await bulk(
        tenant,
        ['400', '409', '409', '201', '400'],
        [
          post('/Groups', 'lost', lost),
          post('/Groups', 'orphan', orphan),
          post('/Users', 'taken', tenant.userBody({ userName })),
          post('/Users', 'new', tenant.userBody()),
          { method: 'DELETE', path: '/Users/bulkId:none' },
        ],
      );
      for (const { displayName } of [lost, orphan])
        accepted(await tenant.find('/Groups', `displayName eq "${String(displayName)}"`), 200, {
          totalResults: 0,
        });
    },
  },
  {
    claims: ['7644-3.7.1-01', 'AMB-50'],
    title: 'resources that refer to each other in a circle are all made; if one cannot be, none is',
    async run(tenant) {
      const results = await bulk(
        tenant,
        ['201', '201', '201'],
        [
          post('/Groups', 'a', tenant.groupBody(members('bulkId:b'))),
          post('/Groups', 'b', tenant.groupBody(members('bulkId:c', 'bulkId:b'))),
          post('/Groups', 'c', tenant.groupBody(members('bulkId:a'))),
        ],
      );
      const paths = results.map((result) => pathOf(tenant, result));
      const [a, b, c] = results.map((result) => idOf(tenant, result));
      deepEqual(await Promise.all(paths.map((path) => membersOf(tenant, path))), [
        [b],
        [b, c].toSorted(),
        [a],
      ]);
      const boss = (bulkId: string): JsonObject => ({
        [ENTERPRISE_USER]: { manager: { value: `bulkId:${bulkId}` } },
      });
      await bulk(
        tenant,
        ['201', '201'],
        [post('/Users', 'x', tenant.userBody(boss('y'))), post('/Users', 'y', tenant.userBody(boss('x')))],
      );
      const { answer } = await tenant.group();
      const displayName = at(answer.body, 'displayName') ?? '';
      const whole = tenant.groupBody(members('bulkId:b'));
      await bulk(
        tenant,
        ['409', '409'],
        [
          post('/Groups', 'a', whole),
          post('/Groups', 'b', tenant.groupBody({ displayName, ...members('bulkId:a') })),
        ],
      );
      accepted(await tenant.find('/Groups', `displayName eq "${String(whole['displayName'])}"`), 200, {
        totalResults: 0,
      });
    },
  },
  {
    claims: ['7644-3.7-09', 'AMB-50'],
    title: 'version of an operation acts as If-Match, and the result has the version that there is now',
    async run(tenant) {
      const { path } = await tenant.user();
      const version = String((await tenant.get(path)).headers.get('ETag'));
      const change = patch(path, replace('title', 'Dr'));
      const results = await bulk(
        tenant,
        ['412', '200', '412', '201'],
        [
          { ...change, version: 'W/"none"' },
          { ...change, version },
          { method: 'DELETE', path, version },
          post('/Users', 'new', tenant.userBody()),
        ],
      );
      const now = await tenant.get(path);
      equal(at(results[1], 'version'), now.headers.get('ETag'));
      equal(at(results[1], 'version'), at(now.body, 'meta', 'version'));
      const made = await tenant.get(pathOf(tenant, results[3]));
      equal(at(results[3], 'version'), made.headers.get('ETag'));
    },
  },
  {
    claims: ['7644-3.7.4-01'],
    title: 'more operations, or more bytes, than ServiceProviderConfig says are a 413 that names the limit',
    async run(tenant) {
      const { body } = await tenant.get('/ServiceProviderConfig');
      const most = Number(at(body, 'bulk', 'maxOperations'));
      const bytes = Number(at(body, 'bulk', 'maxPayloadSize'));
      const Operations = Array.from({ length: most }, () => bad);
      const message = { schemas: [BULK_REQUEST], failOnErrors: 1 };
      const many = await tenant.post('/Bulk', { ...message, Operations: [bad, ...Operations] });
      refused(many, 413, undefined, new RegExp(`\\b${most}\\b`));
      const text = JSON.stringify({ ...message, Operations: [bad] });
      const large = await tenant.ask({ method: 'POST', path: '/Bulk', text: text.padEnd(bytes + 1) });
      refused(large, 413, undefined, new RegExp(`\\b${bytes}\\b`));
      accepted(await tenant.ask({ method: 'POST', path: '/Bulk', text: text.padEnd(bytes) }), 200);
      accepted(await tenant.post('/Bulk', { ...message, Operations }), 200);
    },
  },
  {
    claims: ['7644-3.7-10'],
    title:
      'an operation reaches no further than its single request: not to another tenant, and nowhere without a token',
    needs: 'other',
    async run(tenant) {
      const { other } = tenant.subject;
      ok(other);
      const made = await tenant.user();
      const message = { schemas: [BULK_REQUEST], Operations: [{ method: 'DELETE', path: made.path }] };
      refused(await tenant.ask({ method: 'POST', path: '/Bulk', body: message, token: null }), 401);
      const foreign = await tenant.ask({
        method: 'POST',
        path: '/Bulk',
        body: message,
        token: other.secretToken,
        tenantUrl: other.tenantUrl,
      });
      accepted(foreign, 200, { Operations: [{ status: '404' }] });
      accepted(await tenant.get(made.path), 200);
    },
  },
  {
    claims: ['7644-3.7.3-02'],
    title: 'with allOrNothing, which the RFC does not have, either everything is stored or nothing',
    async run(tenant) {
      const { path } = await tenant.user();
      const before = await tenant.get(path);
      const data = tenant.userBody();
      const operations = [post('/Users', 'new', data), patch(path, replace('title', 'Dr'))];
      const results = await bulk(tenant, ['424', '424', '404'], [...operations, bad], { allOrNothing: true });
      match(String(at(results[0], 'response', 'detail')), /Operations\[2\]/);
      unchanged(await tenant.get(path), before);
      await nobodyHas(tenant, data['userName']);
      await bulk(tenant, ['201', '200'], operations, { allOrNothing: true });
      accepted(await tenant.get(path), 200, { title: 'Dr' });
    },
  },
];
