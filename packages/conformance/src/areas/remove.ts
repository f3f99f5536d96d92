import { PATCH_OP } from '@scimwright/core/messages';
import { ENTERPRISE_USER, USER } from '@scimwright/core/schema';
import { notEqual } from 'node:assert/strict';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import { unchanged } from '../check/unchanged.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';

/** Area P: delete. */
export const remove: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.6-01', '7644-3.6-02'],
    title: 'a delete is a 204; from then on the id is a 404, and no query finds the resource',
    async run(tenant) {
      const [userName, displayName] = [tenant.unique(), tenant.unique()];
      const user = await tenant.user({ userName });
      const group = await tenant.group({ displayName });
      for (const [path, body, filter] of [
        [user.path, tenant.userBody(), `userName eq "${userName}"`],
        [group.path, tenant.groupBody(), `displayName eq "${displayName}"`],
      ] as const) {
        accepted(await tenant.remove(path), 204);
        const patch = { schemas: [PATCH_OP], Operations: [{ op: 'add', path: 'externalId', value: 'x' }] };
        refused(await tenant.get(path), 404);
        refused(await tenant.put(path, body), 404);
        refused(await tenant.ask({ method: 'PATCH', path, body: patch }), 404);
        refused(await tenant.remove(path), 404);
        const collection = path.replace(/\/[^/]*$/, '');
        accepted(await tenant.find(collection, filter), 200, { totalResults: 0, Resources: [] });
      }
    },
  },
  {
    covers: ['7644-3.6-03'],
    title: 'a delete frees the unique values of the resource',
    async run(tenant) {
      const userName = tenant.unique();
      const { id, path } = await tenant.user({ userName });
      accepted(await tenant.remove(path), 204);
      notEqual((await tenant.user({ userName })).id, id);
    },
  },
  {
    covers: ['7644-3.6-04', 'AMB-33'],
    title: 'a deleted user leaves every group, which gets a new version, and is removed as a manager',
    async run(tenant) {
      const [gone, stays] = [await tenant.user(), await tenant.user()];
      const members = [{ value: gone.id }, { value: stays.id }];
      const { path, answer } = await tenant.group({ members });
      const manager = { value: gone.id };
      const alone = await tenant.user({ [ENTERPRISE_USER]: { manager } });
      const more = await tenant.user({ [ENTERPRISE_USER]: { manager, department: 'Deck' } });
      const other = await tenant.user({ [ENTERPRISE_USER]: { manager: { value: stays.id } } });
      accepted(await tenant.remove(gone.path), 204);
      const now = accepted(await tenant.get(path), 200, { members: [{ value: stays.id }] });
      notEqual(at(now.body, 'meta', 'version'), at(answer.body, 'meta', 'version'));
      accepted(await tenant.find('/Groups', `members eq "${gone.id}"`), 200, { totalResults: 0 });
      const left = accepted(await tenant.get(alone.path), 200, {
        schemas: [USER],
        [ENTERPRISE_USER]: undefined,
      });
      notEqual(at(left.body, 'meta', 'version'), at(alone.answer.body, 'meta', 'version'));
      const department = { manager: undefined, department: 'Deck' };
      accepted(await tenant.get(more.path), 200, { [ENTERPRISE_USER]: department });
      accepted(await tenant.find('/Users', `${ENTERPRISE_USER}:manager eq "${gone.id}"`), 200, {
        totalResults: 0,
      });
      unchanged(await tenant.get(other.path), other.answer);
    },
  },
  {
    covers: ['7644-3.6-05', 'AMB-52'],
    title: 'a disabled user can still be read and found, and stays a member',
    async run(tenant) {
      const userName = tenant.unique();
      const { id, path } = await tenant.user({ userName, active: true });
      const group = await tenant.group({ members: [{ value: id }] });
      accepted(await tenant.patch(path, { op: 'replace', path: 'active', value: false }), 200, {
        active: false,
      });
      accepted(await tenant.get(path), 200, { id, active: false });
      accepted(await tenant.find('/Users', `userName eq "${userName}"`), 200, {
        Resources: [{ id, active: false }],
      });
      accepted(await tenant.get(group.path), 200, { members: [{ value: id }] });
    },
  },
];
