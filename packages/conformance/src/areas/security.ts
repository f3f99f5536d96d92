import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import type { ConformanceCase } from '../conformance-case.ts';

/** Areas U and V: security, privacy, tenants. */
export const security: readonly ConformanceCase[] = [
  {
    covers: ['7644-2-01', '7644-2.2-01'],
    title: 'without a valid token every request is a 401 that names the scheme',
    async run({ ask, target }) {
      for (const token of [null, 'nonsense', `${target.secretToken}x`, target.secretToken.toUpperCase()])
        for (const [method, path] of [
          ['GET', '/Users'],
          ['POST', '/Users'],
          ['GET', '/Users/2819'],
          ['PATCH', '/Groups/2819'],
          ['DELETE', '/Users/2819'],
        ] as const) {
          const answer = refused(
            await ask({ method, path, token, ...(method !== 'GET' && { text: '{' }) }),
            401,
          );
          const challenge = answer.headers.get('WWW-Authenticate') ?? '';
          // RFC 6750 §3.1: an error is named only where a token was sent.
          if (token === null) doesNotMatch(challenge, /error/);
          else match(challenge, /^Bearer .*error="invalid_token"/);
          match(challenge, /^Bearer\b/);
        }
      const basic = { authorization: `Basic ${btoa(`x:${target.secretToken}`)}` };
      refused(await ask({ method: 'GET', path: '/Users', token: null, headers: basic }), 401);
    },
  },
  {
    covers: ['7644-7.4-01', 'AMB-51'],
    needs: 'expiredToken',
    title: 'a token that has expired is a 401, and so is one in a URL',
    async run({ ask, target }) {
      const { expiredToken = '', secretToken } = target;
      refused(await ask({ method: 'GET', path: '/Users', token: expiredToken }), 401, undefined, /expired/);
      for (const name of ['access_token', 'token']) {
        const path = `/Users?${name}=${secretToken}`;
        const { text } = refused(await ask({ method: 'GET', path, token: null }), 401);
        equal(text.includes(secretToken), false);
      }
      accepted(
        await ask({ method: 'GET', path: '/Users', headers: { authorization: `bearer ${secretToken}` } }),
        200,
      );
    },
  },
  {
    covers: ['7643-9.3-01'],
    title: 'an id contains nothing about the person, who gets another id when created again',
    async run(tenant) {
      const userName = tenant.unique('ada.byron');
      const first = await tenant.user({ userName, externalId: 'ada' });
      doesNotMatch(first.id, /ada|byron/i);
      match(first.id, /^[\w-]{20,}$/);
      accepted(await tenant.remove(first.path), 204);
      const second = await tenant.user({ userName, externalId: 'ada' });
      equal(first.id === second.id, false);
    },
  },
  {
    covers: ['7644-2-02', '7644-6.1-01'],
    needs: 'other',
    title: 'another tenant’s token is refused, and another tenant’s id is answered like an unknown one',
    async run(tenant) {
      const { other } = tenant.target;
      const { id, path } = await tenant.user();
      const neighbour = tenant.as(other);
      const withoutId = (text: string): string => text.replaceAll(id, 'nobody');
      for (const method of ['GET', 'DELETE']) {
        const foreign = refused(await neighbour.ask({ method, path }), 404);
        const unknown = refused(await neighbour.ask({ method, path: '/Users/nobody' }), 404);
        equal(withoutId(foreign.text), unknown.text);
      }
      accepted(await neighbour.find('/Users', `id eq "${id}"`), 200, { totalResults: 0 });
      const { secretToken: token = '' } = other ?? {};
      const wrong = refused(await tenant.ask({ method: 'GET', path, token }), 401);
      const nowhere = tenant.target.tenantUrl.replace(/[^/]+(?=\/scim)/, 'nobody-at-all');
      const absent = refused(await tenant.ask({ method: 'GET', path, token, tenantUrl: nowhere }), 401);
      equal(wrong.text, absent.text);
      accepted(await tenant.get(path), 200);
    },
  },
  {
    covers: ['7644-6.2-01', '7644-6-01'],
    needs: 'other',
    title: 'two tenants may use the same names, each with URIs of its own',
    async run(tenant) {
      const neighbour = tenant.as(tenant.target.other);
      const [userName, externalId] = [tenant.unique(), tenant.unique()];
      for (const own of [tenant, neighbour]) {
        const user = await own.user({ userName, externalId });
        const { path } = await own.group({ displayName: userName, members: [{ value: user.id }] });
        const { tenantUrl } = own.target;
        accepted(await own.get(path), 200, {
          meta: { location: `${tenantUrl}${path}` },
          members: [{ value: user.id, $ref: `${tenantUrl}${user.path}`, type: 'User' }],
        });
        accepted(await own.find('/Users', `externalId eq "${externalId}"`), 200, {
          Resources: [{ id: user.id, meta: { location: `${tenantUrl}${user.path}` } }],
        });
      }
      deepEqual(tenant.target.tenantUrl === neighbour.target.tenantUrl, false);
    },
  },
];
