import { deepEqual, equal } from 'node:assert/strict';
import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';

const NO_OBJECTS = ['{"userName":', '[]', '"x"', '5', 'null', '', '{"schemas" [', "{'userName': 'x'}"];

/** Area E: create. */
export const create: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.3-01', '7644-3.3-02', 'AMB-05'],
    title: 'a create is a 201 with the stored resource, its Location and its version',
    async run(tenant) {
      for (const made of [await tenant.user({ title: 'Dr' }), await tenant.group()]) {
        const { headers, body } = made.answer;
        equal(headers.get('Location'), `${tenant.target.tenantUrl}${made.path}`);
        equal(headers.get('Location'), at(body, 'meta', 'location'));
        equal(headers.get('ETag'), at(body, 'meta', 'version'));
        deepEqual((await tenant.get(made.path)).body, body);
      }
      const wanted = tenant.userBody({ title: 'Dr' });
      const { body } = accepted(await tenant.post('/Users?attributes=userName', wanted), 201);
      deepEqual(Object.keys(body as object).toSorted(), ['id', 'schemas', 'userName']);
    },
  },
  {
    covers: ['7644-3.3-03'],
    title: 'read-only attributes are ignored',
    async run(tenant) {
      const { id, answer } = await tenant.user({
        id: 'mine',
        meta: { version: 'x' },
        groups: [{ value: 'g' }],
        [ENTERPRISE_USER]: { manager: { value: 'm', displayName: 'Boss' }, department: 'Ops' },
      });
      accepted(answer, 201, {
        id,
        groups: undefined,
        meta: { version: /^W\// },
        [ENTERPRISE_USER]: { department: 'Ops', manager: { displayName: undefined } },
      });
    },
  },
  {
    covers: ['7644-3.3-04', '7644-3.3-08', 'AMB-25'],
    title: 'a userName that is taken, in any letter case, is a 409, and nothing is stored',
    async run(tenant) {
      const userName = tenant.unique('ada');
      const externalId = tenant.unique();
      await tenant.user({ userName });
      for (const taken of [userName, userName.toUpperCase()])
        refused(
          await tenant.post('/Users', tenant.userBody({ userName: taken, externalId })),
          409,
          'uniqueness',
          /userName/,
        );
      refused(await tenant.post('/Users', tenant.userBody({ externalId, active: 'x' })), 400, 'invalidValue');
      accepted(await tenant.find('/Users', `externalId eq "${externalId}"`), 200, { totalResults: 0 });
      accepted(await tenant.find('/Users', `userName eq "${userName}"`), 200, { totalResults: 1 });
    },
  },
  {
    covers: ['7644-3.3-05'],
    title: 'an attribute that is omitted or null has no value',
    async run(tenant) {
      const plain = await tenant.user();
      deepEqual(Object.keys(plain.answer.body as object).toSorted(), ['id', 'meta', 'schemas', 'userName']);
      accepted((await tenant.user({ active: null })).answer, 201, { active: undefined });
    },
  },
  {
    covers: ['7644-3.3-07', 'AMB-20'],
    title: 'attributes that the schema does not have are ignored in a body, and refused in a PATCH',
    async run(tenant) {
      const userName = tenant.unique();
      const strange = { foo: 'bar', department: null, name: { givenName: 'Ada', foo: 1 } };
      const { path, answer } = await tenant.user({ userName, ...strange });
      accepted(answer, 201, { foo: undefined, name: { givenName: 'Ada', foo: undefined } });
      const body = tenant.userBody({ userName, ...strange });
      accepted(await tenant.put(path, body), 200, { foo: undefined });
      refused(await tenant.patch(path, { op: 'add', path: 'foo', value: 'bar' }), 400, 'invalidPath', /foo/);
    },
  },
  {
    covers: ['7644-3.12-01'],
    title: 'a body that is not a JSON object is a 400 invalidSyntax',
    async run({ ask }) {
      for (const path of ['/Users', '/Groups'])
        for (const text of NO_OBJECTS)
          refused(await ask({ method: 'POST', path, text }), 400, 'invalidSyntax');
    },
  },
];
