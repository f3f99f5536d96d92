import { deepEqual } from 'node:assert/strict';
import { isObject } from '@scimwright/core';
import { GROUP, USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import { assertParts } from '../check/assert-parts.ts';
import { refused } from '../check/refused.ts';
import { unchanged } from '../check/unchanged.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';
import { everyAttribute } from '../tenant/discovered.ts';

/** Area X, groups. */
export const groups: readonly ConformanceCase[] = [
  {
    covers: ['7643-4.2-01', 'AMB-44'],
    title: 'a group needs a displayName that is unique in the tenant, and the schema says so',
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
    covers: ['7643-4.2-02', 'AMB-42', 'AMB-32'],
    title: 'a member is accepted by its id in any form, and returned with its URI and its type',
    async run(tenant) {
      const [user, inner] = [await tenant.user(), await tenant.group()];
      const shown = [
        { value: user.id, type: 'User', $ref: `${tenant.target.tenantUrl}${user.path}`, display: undefined },
        {
          value: inner.id,
          type: 'Group',
          $ref: `${tenant.target.tenantUrl}${inner.path}`,
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
    covers: ['7643-4.2-03', '7644-3.5.2-10', 'AMB-43'],
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
    covers: ['7643-4.2-04'],
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
    covers: ['7643-4.1.2-03'],
    title: 'the groups of a user mirror the members of groups, with their URI and their current name',
    async run(tenant) {
      const user = await tenant.user();
      accepted(await tenant.get(user.path), 200, { groups: undefined });
      const displayName = tenant.unique('Crew');
      const group = await tenant.group({ displayName, members: [{ value: user.id }] });
      const $ref = `${tenant.target.tenantUrl}${group.path}`;
      const shown = (display: string) => [{ value: group.id, $ref, display, type: 'direct' }];
      accepted(await tenant.get(user.path), 200, { groups: shown(displayName) });
      accepted(
        await tenant.find('/Users', `userName eq "${String(at(user.answer.body, 'userName'))}"`),
        200,
        {
          Resources: [{ id: user.id, groups: shown(displayName) }],
        },
      );
      const renamed = tenant.unique('Watch');
      accepted(await tenant.patch(group.path, { op: 'replace', path: 'displayName', value: renamed }), 204);
      accepted(await tenant.get(user.path), 200, { groups: shown(renamed) });
      const leave = { op: 'remove', path: `members[value eq "${user.id}"]` };
      accepted(await tenant.patch(group.path, leave), 204);
      accepted(await tenant.get(user.path), 200, { groups: undefined });
    },
  },
  {
    covers: ['7643-4.1.2-03', 'AMB-58', '7644-3.5.1-05'],
    title: 'a user’s groups are read-only: ignored in a body, refused as a path',
    async run(tenant) {
      const { id: other } = await tenant.group();
      const stray = { groups: [{ value: other }] };
      const user = await tenant.user(stray);
      accepted(await tenant.get(user.path), 200, { groups: undefined });
      const group = await tenant.group({ members: [{ value: user.id }] });
      const mirrored = { groups: [{ value: group.id }] };
      const userName = String(at(user.answer.body, 'userName'));
      accepted(await tenant.put(user.path, tenant.userBody({ userName, ...stray })), 200, mirrored);
      const value = { ...stray, title: 'Dr' };
      accepted(await tenant.patch(user.path, { op: 'add', value }), 200, { title: 'Dr', ...mirrored });
      for (const operation of [
        { op: 'add', path: 'groups', value: stray.groups },
        { op: 'replace', path: 'groups', value: [] },
        { op: 'remove', path: 'groups' },
        { op: 'remove', path: `groups[value eq "${group.id}"]` },
        { op: 'replace', path: `groups[value eq "${group.id}"].display`, value: 'x' },
      ]) {
        refused(await tenant.patch(user.path, operation), 400, 'mutability', /groups/);
      }
      accepted(await tenant.get(user.path), 200, mirrored);
      const definition = (await everyAttribute(tenant)).find(
        (one) => one.schema === USER && one.name === 'groups',
      );
      assertParts(definition?.definition, { mutability: 'readOnly', required: false });
    },
  },
  {
    covers: ['7643-4.1.2-04'],
    title:
      'a member of a nested group is an indirect member as long as a chain of groups leads there, also with circles',
    async run(tenant) {
      const user = await tenant.user();
      const add = (...ids: string[]) => ({
        op: 'add',
        path: 'members',
        value: ids.map((value) => ({ value })),
      });
      const inner = await tenant.group({ members: [{ value: user.id }] });
      const middle = await tenant.group({ members: [{ value: inner.id }] });
      const outer = await tenant.group({ members: [{ value: middle.id }] });
      const types = async (): Promise<unknown> => {
        const { body } = accepted(await tenant.get(user.path), 200);
        const groups = at(body, 'groups') ?? [];
        const known = [inner, middle, outer].map(({ id }) => id);
        return (Array.isArray(groups) ? groups.filter(isObject) : [])
          .map((one) => `${known.indexOf(String(one['value']))} ${String(one['type'])}`)
          .toSorted();
      };
      deepEqual(await types(), ['0 direct', '1 indirect', '2 indirect']);
      accepted(await tenant.patch(inner.path, add(outer.id, inner.id)), 204);
      deepEqual(await types(), ['0 direct', '1 indirect', '2 indirect']);
      accepted(await tenant.patch(outer.path, add(user.id)), 204);
      deepEqual(await types(), ['0 direct', '1 indirect', '2 direct']);
      accepted(await tenant.patch(outer.path, { op: 'remove', path: `members[value eq "${user.id}"]` }), 204);
      accepted(await tenant.remove(middle.path), 204);
      deepEqual(await types(), ['0 direct']);
      accepted(await tenant.remove(inner.path), 204);
      deepEqual(await types(), []);
    },
  },
  {
    covers: ['7643-4.1.2-03', '7643-4.1.2-04'],
    title:
      'users are found by the value, display and type of their groups, and shown with their groups or without',
    async run(tenant) {
      const [user, other] = [await tenant.user(), await tenant.user()];
      const displayName = tenant.unique('Deck');
      const inner = await tenant.group({ displayName, members: [{ value: user.id }] });
      const outer = await tenant.group({ members: [{ value: inner.id }] });
      const both = `(id eq "${user.id}" or id eq "${other.id}")`;
      for (const [filter, id] of [
        [`groups.value eq "${inner.id}"`, user.id],
        [`groups eq "${outer.id}"`, user.id],
        [`groups[type eq "indirect" and value eq "${outer.id}"]`, user.id],
        [`groups.display co "${displayName.slice(2).toUpperCase()}"`, user.id],
        ['groups pr', user.id],
        ['not (groups pr)', other.id],
        [`not (groups.value eq "${outer.id}")`, other.id],
      ] as const) {
        accepted(await tenant.find('/Users', `${both} and ${filter}`), 200, { Resources: [{ id }] });
      }
      for (const filter of [
        `groups[type eq "direct" and value eq "${outer.id}"]`,
        `groups.value eq "${inner.id.toUpperCase()}x"`,
      ]) {
        accepted(await tenant.find('/Users', `${both} and ${filter}`), 200, { totalResults: 0 });
      }
      const parts = [
        { value: inner.id, display: undefined },
        { value: outer.id, display: undefined },
      ];
      accepted(await tenant.get(`${user.path}?attributes=groups.value`), 200, {
        groups: parts,
        userName: undefined,
      });
      accepted(await tenant.get(`${user.path}?excludedAttributes=groups`), 200, {
        groups: undefined,
        userName: /./,
      });
    },
  },
  {
    covers: ['AMB-54'],
    title: 'a change of membership changes the group and not the user',
    async run(tenant) {
      const user = await tenant.user();
      const { path } = await tenant.group();
      accepted(await tenant.patch(path, { op: 'add', path: 'members', value: [{ value: user.id }] }), 204);
      const meta = at(user.answer.body, 'meta');
      accepted(await tenant.get(user.path), 200, { groups: [{ value: path.slice(8) }], meta });
      accepted(await tenant.remove(path), 204);
      unchanged(await tenant.get(user.path), user.answer);
      accepted(await tenant.get(user.path), 200, { schemas: [USER] });
    },
  },
];
