import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { ENTERPRISE_USER, GROUP, USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Area D: common attributes. */
export const resources: readonly ConformanceCase[] = [
  {
    covers: ['7643-3-01', '7643-3.3-01', 'AMB-21'],
    title: 'schemas has the base schema and the extensions in use, whatever list the client sends',
    async run(tenant) {
      const extension = { [ENTERPRISE_USER]: { department: 'Ops' } };
      for (const schemas of [
        [ENTERPRISE_USER, USER],
        [USER, ENTERPRISE_USER, USER],
        [USER, 'urn:x:y'],
        [USER],
      ]) {
        const { path, answer } = await tenant.user({ schemas, ...extension });
        deepEqual(at(answer.body, 'schemas'), [USER, ENTERPRISE_USER]);
        accepted(await tenant.get(path), 200, { schemas: [USER, ENTERPRISE_USER], ...extension });
      }
      const { path } = await tenant.user();
      accepted(await tenant.get(path), 200, { schemas: [USER], [ENTERPRISE_USER]: undefined });
      const department = `${ENTERPRISE_USER}:department`;
      accepted(await tenant.patch(path, { op: 'add', path: department, value: 'Ops' }), 200, {
        schemas: [USER, ENTERPRISE_USER],
        ...extension,
      });
      accepted(await tenant.patch(path, { op: 'remove', path: department }), 200, {
        schemas: [USER],
        [ENTERPRISE_USER]: undefined,
      });
    },
  },
  {
    covers: ['7643-3-02', 'AMB-21'],
    title: 'a body without its base schema is refused, and creates nothing',
    async run(tenant) {
      const userName = tenant.unique();
      for (const schemas of [undefined, [], [GROUP], [ENTERPRISE_USER], USER, null]) {
        const body = { userName, ...(schemas !== undefined && { schemas }) };
        refused(await tenant.post('/Users', body), 400, 'invalidSyntax', /schemas/);
      }
      accepted(await tenant.find('/Users', `userName eq "${userName}"`), 200, { totalResults: 0 });
    },
  },
  {
    covers: ['7643-3.1-01', '7643-3.1-02', '7643-3.1-03', '7643-3.1-11'],
    title: 'the server makes ids: unique, stable, case-sensitive, never reused, always returned',
    async run(tenant) {
      const user = await tenant.user({ id: 'mine', externalId: 'e' });
      const group = await tenant.group({ id: 'mine', externalId: 'e' });
      for (const { id, path } of [user, group]) {
        notEqual(id, 'mine');
        ok(!/bulkid/i.test(id));
        accepted(await tenant.get(`${path}?excludedAttributes=id`), 200, { id });
        accepted(await tenant.get(path), 200, { id, externalId: 'e', meta: { location: /./ } });
      }
      notEqual(user.id, group.id);
      const flipped = user.id === user.id.toUpperCase() ? user.id.toLowerCase() : user.id.toUpperCase();
      refused(await tenant.get(`/Users/${flipped}`), 404);
      accepted(await tenant.put(user.path, tenant.userBody({ id: 'other' })), 200, { id: user.id });
      accepted(await tenant.patch(user.path, { op: 'add', path: 'title', value: 'Dr' }), 200, {
        id: user.id,
      });
      const userName = tenant.unique();
      const first = await tenant.user({ userName });
      accepted(await tenant.remove(first.path), 204);
      notEqual((await tenant.user({ userName })).id, first.id);
    },
  },
  {
    covers: ['7643-3.1-04'],
    title:
      'externalId belongs to the client: the server invents none, its letter case counts, and it can be changed',
    async run(tenant) {
      const plain = await tenant.user();
      accepted(await tenant.get(plain.path), 200, { externalId: undefined });
      const externalId = tenant.unique('AbC');
      const { id, path } = await tenant.user({ externalId });
      accepted(await tenant.find('/Users', `externalId eq "${externalId}"`), 200, {
        Resources: [{ id, externalId }],
      });
      accepted(await tenant.find('/Users', `externalId eq "${externalId.toLowerCase()}"`), 200, {
        totalResults: 0,
      });
      accepted(await tenant.patch(path, { op: 'replace', path: 'externalId', value: 'new' }), 200, {
        externalId: 'new',
      });
    },
  },
  {
    covers: ['7643-3.1-05', 'AMB-30'],
    title: 'two users may have the same externalId, and a filter on it finds both',
    async run(tenant) {
      const externalId = tenant.unique();
      await tenant.user({ externalId });
      await tenant.user({ externalId });
      accepted(await tenant.find('/Users', `externalId eq "${externalId}"`), 200, { totalResults: 2 });
    },
  },
  {
    covers: ['7643-3.1-06', '7643-3.1-07', '7643-3.1-09', '7643-3.1-10', '7644-3.3-06'],
    title: 'the server makes meta, and ignores a meta that a client sends',
    async run(tenant) {
      const forged = {
        resourceType: 'Spy',
        created: '1999-01-01T00:00:00Z',
        lastModified: '1999-01-01T00:00:00Z',
        location: 'https://spy.example/',
        version: 'W/"99"',
      };
      for (const [collection, resourceType, body] of [
        ['/Users', 'User', tenant.userBody({ meta: forged })],
        ['/Groups', 'Group', tenant.groupBody({ meta: forged })],
      ] as const) {
        const answer = accepted(await tenant.post(collection, body), 201);
        const id = String(at(answer.body, 'id'));
        const location = `${tenant.target.tenantUrl}${collection}/${id}`;
        const wanted = { resourceType, created: TIME, lastModified: TIME, location };
        accepted(answer, 201, { meta: wanted });
        const path = `${collection}/${id}`;
        for (const one of [await tenant.put(path, body), await tenant.get(path)]) {
          accepted(one, 200, { id, meta: { ...wanted, version: one.headers.get('ETag') } });
          ok(String(at(one.body, 'meta', 'version')).startsWith('W/"'));
          ok(!String(at(one.body, 'meta', 'created')).startsWith('1999'));
        }
      }
    },
  },
  {
    covers: ['7643-3.1-08'],
    title: 'lastModified equals created at first and moves with a change; created stays',
    async run(tenant) {
      const { path, answer } = await tenant.user();
      const created = String(at(answer.body, 'meta', 'created'));
      equal(at(answer.body, 'meta', 'lastModified'), created);
      let changed = answer;
      // Two changes may fall into the same millisecond.
      for (let n = 0; n < 200 && at(changed.body, 'meta', 'lastModified') === created; n += 1) {
        changed = accepted(await tenant.patch(path, { op: 'add', path: 'title', value: String(n) }), 200);
        equal(at(changed.body, 'meta', 'created'), created);
        deepEqual((await tenant.get(path)).body, changed.body);
      }
      ok(Date.parse(String(at(changed.body, 'meta', 'lastModified'))) > Date.parse(created));
    },
  },
  {
    covers: ['7643-2.1-01'],
    title: 'names and URNs are accepted in any letter case and returned as the schema spells them',
    async run(tenant) {
      const userName = tenant.unique();
      const answer = await tenant.post('/Users', {
        SCHEMAS: [USER.toUpperCase(), ENTERPRISE_USER],
        USERNAME: userName,
        Name: { GIVENNAME: 'Ada' },
        [ENTERPRISE_USER.toLowerCase()]: { DEPARTMENT: 'Ops' },
      });
      accepted(answer, 201, {
        schemas: [USER, ENTERPRISE_USER],
        userName,
        name: { givenName: 'Ada' },
        [ENTERPRISE_USER]: { department: 'Ops' },
      });
      match(answer.text, /"userName".*"givenName".*"department"/);
    },
  },
];
