import { deepEqual, equal, ok } from 'node:assert/strict';
import { isObject, type Json } from '@scimwright/core';
import { BULK_REQUEST } from '@scimwright/core/messages';
import { ENTERPRISE_USER, GROUP, USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';
import { everyAttribute, listed } from '../tenant/discovered.ts';

const CONFIG = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';
const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema';
const RESOURCE_TYPE = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
const SCHEMES: ReadonlySet<string> = new Set([
  'oauth',
  'oauth2',
  'oauthbearertoken',
  'httpbasic',
  'httpdigest',
]);

const isWhole = (value: Json | undefined): boolean => Number.isInteger(value);
const isBoolean = (value: Json | undefined): boolean => typeof value === 'boolean';
const isText = (value: Json | undefined): boolean => typeof value === 'string' && value !== '';

/** Area B, the service and its lists. */
export const discovery: readonly ConformanceCase[] = [
  {
    covers: ['7644-4-01', '7643-5-01', '7643-5-02'],
    title: '/ServiceProviderConfig is one object with the features and the authentication schemes',
    async run(tenant) {
      const supported = { supported: isBoolean };
      const { body } = accepted(await tenant.get('/ServiceProviderConfig'), 200, {
        schemas: [CONFIG],
        Resources: undefined,
        patch: supported,
        bulk: { supported: isBoolean, maxOperations: isWhole, maxPayloadSize: isWhole },
        filter: { supported: isBoolean, maxResults: isWhole },
        changePassword: supported,
        sort: supported,
        etag: supported,
        authenticationSchemes: (schemes) => Array.isArray(schemes) && schemes.length > 0,
      });
      for (const scheme of at(body, 'authenticationSchemes') as readonly Json[]) {
        ok(SCHEMES.has(String(at(scheme, 'type'))));
        ok(isText(at(scheme, 'name')) && isText(at(scheme, 'description')));
      }
    },
  },
  {
    covers: ['7643-5-03', 'AMB-03'],
    title: '/ServiceProviderConfig needs no token and takes any; the other lists need one',
    async run({ ask, get }) {
      const path = '/ServiceProviderConfig';
      const withToken = accepted(await get(path), 200);
      deepEqual(accepted(await ask({ method: 'GET', path, token: null }), 200).body, withToken.body);
      accepted(await ask({ method: 'GET', path, token: 'nonsense' }), 200);
      for (const list of ['/Schemas', '/ResourceTypes']) {
        refused(await ask({ method: 'GET', path: list, token: null }), 401);
        accepted(await get(list), 200);
      }
    },
  },
  {
    covers: ['7643-5-04'],
    title: 'advertised features work, and requests for others are refused as not implemented',
    async run(tenant) {
      const { body } = await tenant.get('/ServiceProviderConfig');
      const { path } = await tenant.user();
      equal(at(body, 'patch', 'supported'), true);
      accepted(await tenant.patch(path, { op: 'add', path: 'title', value: 'Dr' }), 200);
      equal(at(body, 'filter', 'supported'), true);
      accepted(await tenant.find('/Users', 'userName eq "nobody"'), 200, { totalResults: 0 });
      equal(at(body, 'etag', 'supported'), true);
      ok((await tenant.get(path)).headers.get('ETag'));
      equal(at(body, 'bulk', 'supported'), true);
      accepted(await tenant.post('/Bulk', { schemas: [BULK_REQUEST], Operations: [] }), 200, {
        Operations: [],
      });
      equal(at(body, 'sort', 'supported'), true);
      accepted(await tenant.get('/Users?sortBy=userName&sortOrder=descending'), 200);
      equal(at(body, 'changePassword', 'supported'), false);
      equal(at(body, 'pagination', 'cursor'), true);
      accepted(await tenant.get('/Users?count=0&cursor='), 200, { startIndex: undefined });
      equal(at(body, 'pagination', 'index'), true);
      accepted(await tenant.get('/Users?count=0&startIndex=2'), 200, { startIndex: 2 });
      equal(at(body, 'securityEvents'), undefined);
    },
  },
  {
    covers: ['7644-4-02', '7644-4-03', '7644-3.1-01', '7643-8.7-02'],
    title: 'schemas and resource types are whole lists, without the schemas of messages',
    async run(tenant) {
      const schemas = await listed(tenant, '/Schemas');
      deepEqual(
        schemas.map((schema) => at(schema, 'id')),
        [USER, ENTERPRISE_USER, GROUP],
      );
      const types = await listed(tenant, '/ResourceTypes');
      deepEqual(
        types.map((type) => at(type, 'id')),
        ['User', 'Group'],
      );
      for (const [kind, schema, all] of [
        ['Schema', SCHEMA, schemas],
        ['ResourceType', RESOURCE_TYPE, types],
      ] as const) {
        for (const one of all) {
          deepEqual([at(one, 'schemas'), at(one, 'meta', 'resourceType')], [[schema], kind]);
          const path = String(at(one, 'meta', 'location')).slice(tenant.target.tenantUrl.length);
          deepEqual(accepted(await tenant.get(path), 200).body, one);
        }
      }
      refused(await tenant.get('/Schemas/urn:ietf:params:scim:api:messages:2.0:PatchOp'), 404);
    },
  },
  {
    covers: ['7644-4-04'],
    title: 'one schema or resource type is returned without a list, and an unknown one is a 404',
    async run(tenant) {
      for (const name of [USER, encodeURIComponent(USER)])
        accepted(await tenant.get(`/Schemas/${name}`), 200, { id: USER, Resources: undefined });
      accepted(await tenant.get('/ResourceTypes/User'), 200, { id: 'User', Resources: undefined });
      refused(await tenant.get('/Schemas/urn:x'), 404);
      refused(await tenant.get('/ResourceTypes/Device'), 404);
    },
  },
  {
    covers: ['7644-4-05', '7644-4-06'],
    title: 'the lists of discovery are not paged, not sorted, not projected, and take no filter',
    async run(tenant) {
      for (const path of ['/Schemas', '/ResourceTypes']) {
        const whole = accepted(await tenant.get(path), 200).body;
        for (const query of [
          'startIndex=2&count=1',
          'cursor=&count=1',
          'sortBy=id&sortOrder=descending',
          'attributes=id',
        ])
          deepEqual((await tenant.get(`${path}?${query}`)).body, whole);
        refused(await tenant.find(path, 'id eq "x"'), 403);
      }
    },
  },
  {
    covers: ['7643-6-01', '7643-6-02'],
    title: 'a resource type names its endpoint and schemas, and each URN is the id of a schema',
    async run(tenant) {
      for (const type of await listed(tenant, '/ResourceTypes')) {
        accepted(await tenant.get(`/ResourceTypes/${String(at(type, 'id'))}`), 200, {
          name: isText,
          endpoint: /^\/[A-Z]\w+$/,
          schema: /^urn:/,
        });
        const extensions = at(type, 'schemaExtensions') as readonly Json[];
        ok(extensions.every((one) => isObject(one) && isBoolean(one['required'])));
        for (const urn of [at(type, 'schema'), ...extensions.map((one) => at(one, 'schema'))])
          accepted(await tenant.get(`/Schemas/${String(urn)}`), 200, { id: String(urn) });
      }
      const { answer } = await tenant.user({ [ENTERPRISE_USER]: { department: 'Ops' } });
      deepEqual(at(answer.body, 'schemas'), [USER, ENTERPRISE_USER]);
      deepEqual(at((await tenant.group()).answer.body, 'schemas'), [GROUP]);
    },
  },
  {
    covers: ['7643-6-03'],
    title: 'an optional extension may be missing',
    async run(tenant) {
      const types = await listed(tenant, '/ResourceTypes');
      deepEqual(at(types[0], 'schemaExtensions'), [{ schema: ENTERPRISE_USER, required: false }]);
      accepted(await tenant.post('/Users', tenant.userBody({ schemas: [USER] })), 201, { schemas: [USER] });
    },
  },
  {
    covers: ['7643-7-01'],
    title: 'discovery is read-only',
    async run(tenant) {
      const attributes = (await everyAttribute(tenant)).length;
      for (const path of [
        '/ServiceProviderConfig',
        '/Schemas',
        '/ResourceTypes',
        `/Schemas/${USER}`,
        '/ResourceTypes/User',
      ]) {
        const before = accepted(await tenant.get(path), 200).body;
        for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
          refused(await tenant.ask({ method, path, text: '{}' }), 405);
        deepEqual((await tenant.get(path)).body, before);
      }
      equal((await everyAttribute(tenant)).length, attributes);
    },
  },
];
