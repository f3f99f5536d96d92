import { GROUP, USER } from '@scimwright/core';
import { accepted } from '../check/accepted.ts';
import { assertParts } from '../check/assert-parts.ts';
import { refused } from '../check/refused.ts';
import { unchanged } from '../check/unchanged.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { everyAttribute } from '../tenant/discovered.ts';

/** Area X, groups. */
export const groups: readonly ConformanceCase[] = [
  {
    claims: ['7643-4.2-01', 'AMB-44'],
    title: 'a group needs a displayName, which no other group of the tenant has; the schema says so',
    async run(tenant) {
      refused(await tenant.post('/Groups', { schemas: [GROUP] }), 400, 'invalidValue', /displayName/);
      const displayName = tenant.unique('Crew');
      await tenant.group({ displayName });
      const again = tenant.groupBody({ displayName: displayName.toUpperCase() });
      refused(await tenant.post('/Groups', again), 409, 'uniqueness', /displayName/);
      const all = await everyAttribute(tenant);
      const name = all.find((one) => one.schema === GROUP && one.name === 'displayName');
      assertParts(name?.definition, { required: true, uniqueness: 'server' });
    },
  },
  {
    claims: ['7643-4.2-02', 'AMB-42', 'AMB-32'],
    title: 'a member is taken by its id in any form, and answered with its URI and its type',
    async run(tenant) {
      const [user, inner] = [await tenant.user(), await tenant.group()];
      const shown = [
        { value: user.id, type: 'User', $ref: `${tenant.subject.tenantUrl}${user.path}`, display: undefined },
        {
          value: inner.id,
          type: 'Group',
          $ref: `${tenant.subject.tenantUrl}${inner.path}`,
          display: undefined,
        },
      ];
      const forms = [
        [{ value: user.id }, { value: inner.id }],
        [user.id, inner.id],
        [
          { value: user.id, $ref: null, displayName: 'x' },
          { value: inner.id, type: 'User', display: 'x' },
        ],
      ];
      for (const members of forms) {
        const { path } = await tenant.group({ members });
        accepted(await tenant.get(path), 200, { members: shown });
        accepted(await tenant.find('/Groups', `id eq "${path.slice(8)}" and members eq "${user.id}"`), 200, {
          totalResults: 1,
        });
        accepted(await tenant.remove(path), 204);
      }
      const early = await tenant.group({ members: [{ value: 'not-here-yet' }] });
      accepted(await tenant.get(early.path), 200, { members: [{ value: 'not-here-yet', $ref: undefined }] });
    },
  },
  {
    claims: ['7643-4.2-03', '7644-3.5.2-10', 'AMB-43'],
    title: 'a member cannot be edited',
    async run(tenant) {
      const user = await tenant.user();
      const { path } = await tenant.group({ members: [{ value: user.id }] });
      const before = await tenant.get(path);
      for (const part of ['value', 'type', '$ref']) {
        const edit = { op: 'replace', path: `members[value eq "${user.id}"].${part}`, value: 'x' };
        refused(await tenant.patch(path, edit), 400, 'mutability', /member/);
      }
      const whole = { op: 'replace', path: `members[value eq "${user.id}"]`, value: { value: 'x' } };
      refused(await tenant.patch(path, whole), 400, 'mutability');
      unchanged(await tenant.get(path), before);
    },
  },
  {
    claims: ['7643-4.2-04'],
    title: 'groups may be members of groups, of themselves and in circles, without harm',
    async run(tenant) {
      const [one, two] = [await tenant.group(), await tenant.group()];
      const add = (id: string) => ({ op: 'add', path: 'members', value: [{ value: id }] });
      accepted(await tenant.patch(one.path, add(two.id), add(one.id)), 204);
      accepted(await tenant.patch(two.path, add(one.id)), 204);
      accepted(await tenant.get(one.path), 200, {
        members: (list) => Array.isArray(list) && list.length === 2,
      });
      accepted(await tenant.get(two.path), 200, { members: [{ value: one.id, type: 'Group' }] });
      accepted(await tenant.remove(one.path), 204);
      accepted(await tenant.get(two.path), 200, { members: undefined });
    },
  },
  {
    claims: ['AMB-54'],
    title: 'membership changes the group and leaves the user as they are',
    async run(tenant) {
      const user = await tenant.user();
      const { path } = await tenant.group();
      accepted(await tenant.patch(path, { op: 'add', path: 'members', value: [{ value: user.id }] }), 204);
      accepted(await tenant.remove(path), 204);
      unchanged(await tenant.get(user.path), user.answer);
      accepted(await tenant.get(user.path), 200, { schemas: [USER] });
    },
  },
];
