import { deepEqual, doesNotMatch, equal, ok } from 'node:assert/strict';
import { LIST_RESPONSE } from '@scimwright/core/messages';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';
import { listed } from '../tenant/discovered.ts';

const METHODS_THAT_ARE_NOT = [
  ['DELETE', '/Users'],
  ['PATCH', '/Users'],
  ['PUT', '/Groups'],
  ['POST', '/Users/2819'],
  ['POST', '/ServiceProviderConfig'],
] as const;

/** Area A: base URI, endpoints, methods, version. */
export const endpoints: readonly ConformanceCase[] = [
  {
    covers: ['7644-1.3-01'],
    title: 'a query after the tenant URL is decoded before it is parsed, and the URIs of resources have none',
    async run(tenant) {
      const userName = tenant.unique('a+b %26');
      const { id } = await tenant.user({ userName });
      const encoded = [...new TextEncoder().encode(`userName eq "${userName}"`)]
        .map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
        .join('');
      const found = await tenant.get(`/Users?filter=${encoded}`);
      accepted(found, 200, { Resources: [{ id, meta: { location: (uri) => !String(uri).includes('?') } }] });
      for (const path of ['/Schemas', '/ResourceTypes', '/ServiceProviderConfig']) {
        const { body } = accepted(await tenant.get(path), 200);
        const uris = JSON.stringify(body).match(/"location":"[^"]*"/g) ?? [];
        ok(uris.length > 0);
        for (const uri of uris) doesNotMatch(uri, /\?/);
      }
    },
  },
  {
    covers: ['7644-3.2-01', '7644-3.2-02'],
    title: 'users are at /Users, groups at /Groups, and every type where /ResourceTypes says',
    async run(tenant) {
      const types = await listed(tenant, '/ResourceTypes');
      const endpoints = types.map((type) => String(at(type, 'endpoint')));
      deepEqual(endpoints.toSorted(), ['/Groups', '/Users']);
      for (const endpoint of endpoints)
        accepted(await tenant.get(endpoint), 200, { schemas: [LIST_RESPONSE] });
    },
  },
  {
    covers: ['7644-3.2-03', '7644-3.7-10'],
    title: 'an unknown path is a 404 with a SCIM error',
    async run(tenant) {
      for (const path of ['/NoSuchType', '/NoSuchType/2819', '/Users/2819/emails', '/Bulk/1'])
        refused(await tenant.get(path), 404);
      refused(await tenant.post('/NoSuchType', {}), 404);
    },
  },
  {
    covers: ['7644-3.2-04'],
    title: 'a header that overrides the method is ignored',
    async run(tenant) {
      const { path } = await tenant.user();
      const answer = await tenant.post(path, {}, { 'X-HTTP-Method-Override': 'DELETE' });
      refused(answer, 405);
      accepted(await tenant.get(path, { 'X-HTTP-Method-Override': 'DELETE' }), 200);
      accepted(await tenant.get(path), 200);
    },
  },
  {
    covers: ['7644-3.13-01', '7644-3.13-02'],
    title: 'a path with another version, or without one, is a 404 that shows the right path',
    async run({ target, ask }) {
      const { pathname } = new URL(target.tenantUrl);
      ok(pathname.includes('/v2'), 'the tenant URL names its version');
      for (const other of ['/v1', '/v9', ''])
        refused(
          await ask({ method: 'GET', path: '/Users', tenantUrl: target.tenantUrl.replace('/v2', other) }),
          404,
          undefined,
          /v2/,
        );
    },
  },
  {
    covers: ['9110-15.5.6-01'],
    title: 'a method that an endpoint does not have is a 405 with Allow',
    async run({ ask }) {
      for (const [method, path] of METHODS_THAT_ARE_NOT) {
        const answer = refused(await ask({ method, path, text: 'no JSON at all' }), 405);
        const allowed = (answer.headers.get('Allow') ?? '').split(', ');
        ok(allowed.includes('GET') && !allowed.includes(method), `Allow of ${path}: ${allowed.join()}`);
      }
    },
  },
  {
    covers: ['9110-9.3.2-01'],
    title: 'HEAD answers with the head of GET and no body',
    async run(tenant) {
      const user = await tenant.user();
      const group = await tenant.group({ members: [{ value: user.id }] });
      for (const path of [user.path, group.path, '/Users', '/Schemas', '/ServiceProviderConfig']) {
        const get = accepted(await tenant.get(path), 200);
        const head = accepted(await tenant.ask({ method: 'HEAD', path }), 200);
        equal(head.text, '');
        for (const name of ['ETag', 'Content-Type', 'Location'])
          equal(head.headers.get(name), get.headers.get(name), `${name} of ${path}`);
      }
      accepted(await tenant.ask({ method: 'HEAD', path: '/Users/nobody' }), 404);
    },
  },
  {
    covers: ['9110-9.3.7-01'],
    title: 'OPTIONS lists the methods of a path, and an unknown method is a 501',
    async run({ ask }) {
      const answer = await ask({ method: 'OPTIONS', path: '/Users' });
      ok([200, 204].includes(answer.status), `status ${answer.status}`);
      const allowed = (answer.headers.get('Allow') ?? '').split(', ');
      for (const method of ['GET', 'HEAD', 'POST']) ok(allowed.includes(method), allowed.join());
      equal(allowed.includes('DELETE'), false);
      refused(await ask({ method: 'PROPFIND', path: '/Users' }), 501);
    },
  },
];
