import { deepEqual, equal } from 'node:assert/strict';
import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import { unchanged } from '../check/unchanged.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';

/** Area N: replace. */
export const replace: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.5.1-01', 'AMB-05'],
    title: 'PUT answers 200 with the whole stored resource, its Location and its version',
    async run(tenant) {
      const { path } = await tenant.user();
      const answer = accepted(await tenant.put(path, tenant.userBody({ title: 'Dr' })), 200, { title: 'Dr' });
      equal(answer.headers.get('ETag'), at(answer.body, 'meta', 'version'));
      equal(answer.headers.get('Location'), at(answer.body, 'meta', 'location'));
      deepEqual((await tenant.get(path)).body, answer.body);
    },
  },
  {
    covers: ['7644-3.5.1-02'],
    title: 'PUT creates nothing',
    async run(tenant) {
      const { path } = await tenant.user();
      accepted(await tenant.remove(path), 204);
      for (const unknown of [path, '/Users/nobody', '/Groups/nobody']) {
        const body = unknown.startsWith('/Users') ? tenant.userBody() : tenant.groupBody();
        refused(await tenant.put(unknown, body), 404);
        refused(await tenant.get(unknown), 404);
      }
    },
  },
  {
    covers: ['7644-3.5.1-03', '7644-3.5.1-04', 'AMB-23'],
    title: 'PUT replaces whole values and lists, and unassigns attributes that are null, empty or omitted',
    async run(tenant) {
      const userName = tenant.unique();
      const { path } = await tenant.user({
        userName,
        title: 'Dr',
        nickName: 'Ada',
        name: { givenName: 'Ada', familyName: 'Byron' },
        emails: [{ value: 'a@x.example' }, { value: 'b@x.example' }],
        phoneNumbers: [{ value: '1' }],
        [ENTERPRISE_USER]: { department: 'Ops' },
      });
      const body = tenant.userBody({
        userName,
        nickName: null,
        name: { givenName: 'Eva' },
        emails: [{ value: 'c@x.example' }],
        phoneNumbers: [],
      });
      const { body: now } = accepted(await tenant.put(path, body), 200);
      const { id, meta, schemas, ...rest } = now as Record<string, unknown>;
      deepEqual(rest, { userName, name: { givenName: 'Eva' }, emails: [{ value: 'c@x.example' }] });
      deepEqual([typeof id, typeof meta, (schemas as []).length], ['string', 'object', 1]);
    },
  },
  {
    covers: ['7644-3.5.1-05', 'AMB-24'],
    title: 'PUT ignores read-only attributes, even a different id',
    async run(tenant) {
      const userName = tenant.unique();
      const { id, path, answer } = await tenant.user({ userName });
      const body = tenant.userBody({
        userName,
        id: 'other',
        meta: { created: '1999-01-01T00:00:00Z', resourceType: 'Spy' },
        groups: [{ value: 'x' }],
        [ENTERPRISE_USER]: { manager: { displayName: 'Boss' } },
      });
      accepted(await tenant.put(path, body), 200, { id, groups: undefined, [ENTERPRISE_USER]: undefined });
      unchanged(await tenant.get(path), answer);
    },
  },
  {
    covers: ['7644-3.5.1-07', '7644-3.5.1-08', 'AMB-25'],
    title:
      'PUT needs the required attributes; it may keep the resource’s own name, but not take that of another',
    async run(tenant) {
      const [mine, theirs] = [tenant.unique('mine'), tenant.unique('theirs')];
      const { path, answer } = await tenant.user({ userName: mine });
      await tenant.user({ userName: theirs });
      const { userName: _, ...nameless } = tenant.userBody();
      refused(await tenant.put(path, nameless), 400, 'invalidValue', /userName/);
      for (const userName of [theirs, theirs.toUpperCase()])
        refused(await tenant.put(path, tenant.userBody({ userName })), 409, 'uniqueness', /userName/);
      unchanged(await tenant.get(path), answer);
      const userName = mine.toUpperCase();
      accepted(await tenant.put(path, tenant.userBody({ userName })), 200, { userName });
    },
  },
  {
    covers: ['7644-3.5.1-03'],
    title: "PUT replaces a group's members as a whole",
    async run(tenant) {
      const [one, two] = [await tenant.user(), await tenant.user()];
      const { path } = await tenant.group({ members: [{ value: one.id }] });
      const members = [{ value: two.id }];
      accepted(await tenant.put(path, tenant.groupBody({ members })), 200, { members: [{ value: two.id }] });
      accepted(await tenant.put(path, tenant.groupBody()), 200, { members: undefined });
      accepted(await tenant.get(path), 200, { members: undefined });
    },
  },
];
