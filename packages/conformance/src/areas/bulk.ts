import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { BULK_REQUEST, ERROR, PATCH_OP } from '@scimwright/core/messages';
import { USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import { unchanged } from '../check/unchanged.ts';
import { at } from '../tenant/answer.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import {
  assertResult,
  bad,
  bulk,
  membersOf,
  nobodyHas,
  patch,
  pathOf,
  post,
  replace,
} from './bulk-request.ts';

/** Area Q. */
export const bulks: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.7-01', 'AMB-35', 'AMB-22'],
    title: 'a body that is not a BulkRequest with Operations is refused, and none of its operations runs',
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
    covers: ['7644-3.7-01', '7644-3.7-04', '7644-3.7.3-01', '7644-3.7.3-02', 'AMB-37'],
    title:
      'POST, PUT, PATCH and DELETE work as single requests do, each with its status as a string; other methods are refused',
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
    covers: ['7644-3.7-02'],
    title: 'a POST needs a bulkId of its own, which its result repeats',
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
    covers: ['7644-3.7-03'],
    title:
      'the path is that of the single request: an endpoint for a POST, otherwise a resource; any other is refused',
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
    covers: ['7644-3.7-04', 'AMB-36'],
    title: 'data is the body of the single request; for a PATCH, the list of operations is enough',
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
    covers: ['7644-3.7-05', 'AMB-35', '7644-3.7.3-01', '7644-3.7.3-02', '7643-4.1.1-01'],
    title:
      'a processed bulk request is a 200 even if operations failed; each failure has a SCIM error, and the location if the resource exists',
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
    covers: ['7644-3.7-06'],
    title:
      'failOnErrors stops the request after so many errors, and only operations that ran have a result; without it, or with 0, all run',
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
    covers: ['7644-3.7-09', 'AMB-50'],
    title: 'the version of an operation acts as If-Match, and its result has the new version',
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
    covers: ['7644-3.7.4-01'],
    title: 'more operations or bytes than ServiceProviderConfig allows are a 413 that names the limit',
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
    covers: ['7644-3.7-10'],
    title:
      'an operation has no more rights than its single request: it reaches no other tenant, and nothing without a token',
    needs: 'other',
    async run(tenant) {
      const { other } = tenant.target;
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
    covers: ['7644-3.7.3-02'],
    title: 'with allOrNothing, an extension of the RFC, all operations are stored or none',
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
