import { deepEqual, equal } from 'node:assert/strict';
import type { Json, JsonObject } from '@scimwright/core';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { declaredExtension, declaredSchema, declaredType } from '../declared-schemas.ts';
import { at } from '../tenant/answer.ts';
import { everyAttribute, listed } from '../tenant/discovered.ts';
import type { CreatedResource, TenantClient } from '../tenant/open-tenant-client.ts';

const { endpoint, name } = declaredType;

const lockerBody = (tenant: TenantClient, more: JsonObject = {}): JsonObject => ({
  schemas: [declaredSchema.id],
  number: tenant.unique('locker'),
  ...more,
});

async function lockerOf(tenant: TenantClient, more?: JsonObject): Promise<CreatedResource> {
  const answer = accepted(await tenant.post(endpoint, lockerBody(tenant, more)), 201, { id: /./ });
  const id = String(at(answer.body, 'id'));
  return { id, path: `${endpoint}/${id}`, answer };
}

/** Areas A, B, C and E to P, for a resource type that a vendor declares. */
export const declaredTypes: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.2-02', '7644-4-02', '7644-4-03', '7643-6-01', '7643-6-02', '7643-7-02'],
    needs: 'declared',
    title: 'a declared resource type and its schema are listed as they were declared',
    async run(tenant) {
      const types = await listed(tenant, '/ResourceTypes');
      const type = types.find((one) => at(one, 'name') === name);
      deepEqual(
        [at(type, 'endpoint'), at(type, 'schema'), at(type, 'schemaExtensions')],
        [endpoint, declaredSchema.id, []],
      );
      accepted(await tenant.get(`/ResourceTypes/${name}`), 200, { id: name });
      const all = await everyAttribute(tenant);
      for (const { id, attributes } of [declaredSchema, declaredExtension]) {
        accepted(await tenant.get(`/Schemas/${id}`), 200, { id });
        for (const attribute of attributes) {
          const served = all.find((one) => one.schema === id && one.name === attribute.name);
          deepEqual(served?.definition, { ...attribute });
        }
      }
    },
  },
  {
    covers: [
      '7644-3.2-02',
      '7644-3.3-01',
      '7644-3.4.1-01',
      '7644-3.5.1-01',
      '7644-3.5.2-01',
      '7644-3.6-01',
      '7643-3.1-11',
    ],
    needs: 'declared',
    title: 'a resource of a declared type is created, read, replaced, changed and deleted like any other',
    async run(tenant) {
      const externalId = tenant.unique('id');
      const tags = ['blue', 'low'];
      const { id, path, answer } = await lockerOf(tenant, { externalId, size: 60, tags });
      const { tenantUrl } = tenant.target;
      const meta = { resourceType: name, location: `${tenantUrl}${path}`, created: /Z$/, version: /^W/ };
      accepted(answer, 201, { schemas: [declaredSchema.id], id, externalId, size: 60, tags, meta });
      equal(answer.headers.get('Location'), `${tenantUrl}${path}`);
      equal((await tenant.get(path)).headers.get('ETag'), at(answer.body, 'meta', 'version'));
      accepted(await tenant.get(path), 200, { id, tags, meta });
      accepted(await tenant.put(path, lockerBody(tenant, { size: 61 })), 200, { size: 61, tags: undefined });
      accepted(
        await tenant.patch(
          path,
          { op: 'add', path: 'tags', value: ['red'] },
          { op: 'replace', value: { size: 62 } },
        ),
        200,
        { size: 62, tags: ['red'] },
      );
      refused(await tenant.put(path, lockerBody(tenant), { 'If-Match': 'W/"1"' }), 412);
      refused(await tenant.post(endpoint, { schemas: [declaredSchema.id] }), 400, 'invalidValue', /number/);
      refused(await tenant.ask({ method: 'DELETE', path: endpoint }), 405);
      accepted(await tenant.remove(path), 204);
      for (const gone of [await tenant.get(path), await tenant.remove(path)]) refused(gone, 404);
      refused(await tenant.get(path.replace(endpoint, '/Users')), 404);
    },
  },
  {
    covers: ['7644-3.5.2.2-03', '7644-3.5.2.1-04'],
    needs: 'declared',
    title:
      'the simple values of a list are added, found and removed as plain values or as objects with a value',
    async run(tenant) {
      const externalId = tenant.unique('id');
      const { id, path } = await lockerOf(tenant, { externalId, tags: ['low'] });
      const patched = async (operation: JsonObject, tags: readonly string[] | undefined): Promise<unknown> =>
        accepted(await tenant.patch(path, operation), 200, { tags });
      await patched({ op: 'Add', path: 'tags', value: [{ value: 'red' }, 'blue'] }, ['low', 'red', 'blue']);
      const filter = `externalId eq "${externalId}" and tags[value eq "RED"]`;
      const answer = accepted(await tenant.find(endpoint, filter), 200);
      deepEqual(idsIn(at(answer.body, 'Resources')), [id]);
      await patched({ op: 'remove', path: 'tags[value eq "none"]' }, ['low', 'red', 'blue']);
      await patched({ op: 'remove', path: 'tags[value eq "low"]' }, ['red', 'blue']);
      await patched({ op: 'remove', path: 'tags', value: 'red' }, ['blue']);
      await patched({ op: 'add', path: 'tags', value: ['a', 'b', 'c'] }, ['blue', 'a', 'b', 'c']);
      await patched({ op: 'remove', path: 'tags', value: ['a', { value: 'b' }] }, ['blue', 'c']);
      await patched({ op: 'remove', path: 'tags', value: { value: 'c' } }, ['blue']);
      await patched({ op: 'remove', path: 'tags' }, undefined);
    },
  },
  {
    covers: [
      '7644-3.4.2-01',
      '7644-3.4.2.2-01',
      '7644-3.4.2.3-01',
      '7644-3.4.3-01',
      '7644-3.4.2.1-01',
      '7644-3.9-02',
    ],
    needs: 'declared',
    title:
      'resources of a declared type can be filtered, sorted, paged, projected and searched, at their endpoint and at the root',
    async run(tenant) {
      const externalId = tenant.unique('id');
      const times = ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00+01:00'] as const;
      const later = await lockerOf(tenant, { externalId, size: 10, opened: times[0], tags: ['low'] });
      const sooner = await lockerOf(tenant, { externalId, size: 9, opened: times[1] });
      const own = `externalId eq "${externalId}"`;
      const rows: readonly (readonly [query: string, filter: string, ids: readonly string[]])[] = [
        ['&sortBy=size', own, [sooner.id, later.id]],
        ['&sortBy=opened&sortOrder=descending', own, [later.id, sooner.id]],
        ['', `${own} and size gt 9`, [later.id]],
        ['', `${own} and opened lt "2026-01-31T11:30:00Z"`, [sooner.id]],
        ['', `${own} and tags eq "LOW"`, [later.id]],
        ['', `${own} and ${declaredSchema.id}:size eq 9`, [sooner.id]],
        ['', `id eq "${later.id}"`, [later.id]],
      ];
      for (const [query, filter, ids] of rows) {
        const answer = accepted(await tenant.find(endpoint, filter, query), 200, {
          totalResults: ids.length,
        });
        deepEqual(idsIn(at(answer.body, 'Resources')), ids, filter);
      }
      const page = await tenant.find(endpoint, own, '&sortBy=size&startIndex=2&count=1&attributes=size');
      accepted(page, 200, {
        totalResults: 2,
        Resources: [{ id: later.id, size: 10, number: undefined, meta: undefined }],
      });
      const schemas = ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'];
      for (const path of [`${endpoint}/.search`, '/.search']) {
        const answer = await tenant.post(path, { schemas, filter: own });
        accepted(answer, 200, { totalResults: 2 });
      }
      const everywhere = await tenant.find('/', `${own} and meta.resourceType eq "${name}"`);
      accepted(everywhere, 200, { totalResults: 2, Resources: [{ id: later.id }, { id: sooner.id }] });
      accepted(await tenant.find('/Users', own), 200, { totalResults: 0 });
    },
  },
  {
    covers: ['7643-2.3-04'],
    needs: 'declared',
    title: 'a $ref to a group or a declared resource leads to it',
    async run(tenant) {
      const { tenantUrl } = tenant.target;
      const user = await tenant.user({
        [declaredExtension.id]: { badge: tenant.unique('badge') },
      });
      const owner = { value: user.id, $ref: `${tenantUrl}${user.path}` };
      const locker = await lockerOf(tenant, { owner });
      accepted(await tenant.get(locker.path), 200, { owner });
      accepted(await tenant.get(String(owner.$ref).slice(tenantUrl.length)), 200, { id: user.id });
      accepted(await tenant.find(endpoint, `owner eq "${user.id}"`), 200, { Resources: [{ id: locker.id }] });
      const group = await tenant.group({ members: [{ value: locker.id }] });
      const { body } = accepted(await tenant.get(group.path), 200, {
        members: [{ value: locker.id, type: name, $ref: `${tenantUrl}${locker.path}` }],
      });
      const uri = String(at(body, 'members', 0, '$ref'));
      accepted(await tenant.get(uri.slice(tenantUrl.length)), 200, { id: locker.id });
      const withMembers = (await everyAttribute(tenant)).find((one) => one.name === 'members.$ref');
      deepEqual(at(withMembers?.definition, 'referenceTypes'), ['User', 'Group', name]);
      accepted(await tenant.remove(locker.path), 204);
      accepted(await tenant.get(group.path), 200, { members: undefined });
    },
  },
  {
    covers: ['7643-7-08', '7644-3.5.1-06', '7644-3.3-04'],
    needs: 'declared',
    title: 'the attributes of a declared type have their declared characteristics',
    async run(tenant) {
      const [hint, serial, number] = [tenant.unique('hint'), tenant.unique('serial'), tenant.unique('Nr')];
      const { path, answer } = await lockerOf(tenant, { hint, serial, number });
      accepted(answer, 201, { hint, serial });
      accepted(await tenant.get(path), 200, { hint: undefined, serial });
      accepted(await tenant.get(`${path}?attributes=hint`), 200, { hint, serial: undefined });
      accepted(await tenant.patch(path, { op: 'replace', path: 'hint', value: 'x' }), 200, { hint: 'x' });
      accepted(await tenant.put(path, lockerBody(tenant, { number })), 200, { serial, hint: undefined });
      const other = lockerBody(tenant, { number, serial: 'another' });
      refused(await tenant.put(path, other), 400, 'mutability', /serial/);
      const again = lockerBody(tenant, { number: number.toUpperCase() });
      refused(await tenant.post(endpoint, again), 409, 'uniqueness', /number/);
    },
  },
];

function idsIn(list: Json | undefined): readonly Json[] {
  return Array.isArray(list) ? (list as readonly Json[]).map((one) => at(one, 'id') ?? null) : [];
}
