import { deepEqual } from 'node:assert/strict';
import type { Json } from '@scimwright/core';
import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import { unchanged } from '../check/unchanged.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';

const WORK = { type: 'work', value: 'w@x.example', display: 'Work' };
const HOME = { type: 'home', value: 'h@x.example' };

/** Area O, remove. */
export const removeValues: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.5.2.2-01'],
    title: 'remove without a path is a 400 noTarget',
    async run(tenant) {
      const { path, answer } = await tenant.user({ title: 'Dr' });
      for (const more of [{}, { value: { title: 'Dr' } }])
        refused(await tenant.patch(path, { op: 'remove', ...more }), 400, 'noTarget');
      unchanged(await tenant.get(path), answer);
    },
  },
  {
    covers: ['7644-3.5.2.2-02', 'AMB-11', 'AMB-56'],
    title: 'remove unassigns a value, a list, a sub-attribute, an extension, or all members',
    async run(tenant) {
      const user = await tenant.user({
        title: 'Dr',
        emails: [WORK, HOME],
        name: { givenName: 'Ada', familyName: 'Byron' },
        [ENTERPRISE_USER]: { department: 'Ops', division: 'D' },
      });
      const paths = ['title', 'emails', 'name.givenName', ENTERPRISE_USER];
      accepted(await tenant.patch(user.path, ...paths.map((path) => ({ op: 'remove', path }))), 200, {
        title: undefined,
        emails: undefined,
        name: { givenName: undefined, familyName: 'Byron' },
        [ENTERPRISE_USER]: undefined,
      });
      const group = await tenant.group({ members: [{ value: user.id }] });
      accepted(await tenant.patch(group.path, { op: 'remove', path: 'members' }), 204);
      accepted(await tenant.get(group.path), 200, { members: undefined });
    },
  },
  {
    covers: ['7644-3.5.2.2-03', '7644-3.5.2.2-04'],
    title: 'remove with a filter removes the matching elements, or their sub-attribute if the path names one',
    async run(tenant) {
      const user = await tenant.user({ emails: [WORK, HOME] });
      const remove = (path: string) => ({ op: 'remove', path });
      accepted(await tenant.patch(user.path, remove('emails[type eq "work"].display')), 200, {
        emails: [{ value: WORK.value, display: undefined }, HOME],
      });
      accepted(await tenant.patch(user.path, remove('emails[value eq "w@x.example"]')), 200, {
        emails: [HOME],
      });
      accepted(await tenant.patch(user.path, remove('emails[type eq "home"]')), 200, { emails: undefined });
      const other = await tenant.user();
      const group = await tenant.group({ members: [{ value: user.id }, { value: other.id }] });
      accepted(await tenant.patch(group.path, remove(`members[value eq "${user.id}"]`)), 204);
      accepted(await tenant.get(group.path), 200, { members: [{ value: other.id }] });
      accepted(await tenant.patch(group.path, remove(`members[value eq "${other.id}"]`)), 204);
      accepted(await tenant.get(group.path), 200, { members: undefined });
    },
  },
  {
    covers: ['7644-3.5.2.2-03', '7644-3.5.2.2-04'],
    title:
      'remove with a filter on a single complex attribute removes it, or the named sub-attribute, if it matches',
    async run(tenant) {
      const manager = `${ENTERPRISE_USER}:manager`;
      const { path, answer } = await tenant.user({
        name: { givenName: 'Ada', familyName: 'Byron' },
        [ENTERPRISE_USER]: { manager: { value: 'm1' } },
      });
      const remove = (what: string) => tenant.patch(path, { op: 'remove', path: what });
      for (const other of [
        `${manager}[value eq "m2"]`,
        'name[givenName eq "x"]',
        'name[givenName eq "x"].familyName',
      ])
        accepted(await remove(other), 200);
      unchanged(await tenant.get(path), answer);
      accepted(await remove('name[givenName eq "ada"].familyName'), 200, {
        name: { givenName: 'Ada', familyName: undefined },
      });
      accepted(await remove(`${manager}[value eq "m1"]`), 200, { [ENTERPRISE_USER]: undefined });
    },
  },
  {
    covers: ['7644-3.5.2.2-03'],
    title: 'members can be removed by any filter',
    async run(tenant) {
      const [user, other] = [await tenant.user(), await tenant.user()];
      const inner = await tenant.group();
      const all = [user, other, inner].map(({ id }) => id);
      for (const [filter, left] of [
        [`value eq "${user.id}" and type eq "User"`, [other.id, inner.id]],
        [`value eq "${user.id}" and type eq "Group"`, all],
        [`value eq "${user.id}" or value eq "${inner.id}"`, [other.id]],
        ['type eq "User"', [inner.id]],
        ['not (type eq "User")', [user.id, other.id]],
        [`type sw "us" and not (value eq "${user.id}")`, [user.id, inner.id]],
        ['value pr', []],
      ] as const) {
        const group = await tenant.group({ members: all.map((value) => ({ value })) });
        accepted(await tenant.patch(group.path, { op: 'remove', path: `members[${filter}]` }), 204);
        const members = at((await tenant.get(group.path)).body, 'members') ?? [];
        const ids = (members as readonly Json[]).map((member) => at(member, 'value'));
        deepEqual(ids.toSorted(), [...left].toSorted(), filter);
      }
    },
  },
  {
    covers: ['7644-3.5.2.2-05'],
    title: 'a required or read-only attribute cannot be removed',
    async run(tenant) {
      const user = await tenant.user();
      const group = await tenant.group();
      for (const [{ path, answer }, name] of [
        [user, 'userName'],
        [user, 'id'],
        [user, 'meta'],
        [user, 'schemas'],
        [group, 'displayName'],
      ] as const) {
        refused(await tenant.patch(path, { op: 'remove', path: name }), 400, 'mutability', new RegExp(name));
        unchanged(await tenant.get(path), answer);
      }
    },
  },
  {
    covers: ['7644-3.5.2.2-06', 'AMB-27'],
    title: 'removing a value that does not exist succeeds without a change; an unknown attribute is an error',
    async run(tenant) {
      const user = await tenant.user();
      const group = await tenant.group({ members: [{ value: user.id }] });
      const [before, own] = [await tenant.get(group.path), await tenant.get(user.path)];
      for (const path of ['members[value eq "nobody"]'])
        accepted(await tenant.patch(group.path, { op: 'remove', path }), 204);
      unchanged(await tenant.get(group.path), before);
      for (const path of ['title', 'emails', 'emails[type eq "work"]', `${ENTERPRISE_USER}:department`])
        accepted(await tenant.patch(user.path, { op: 'remove', path }), 200);
      refused(await tenant.patch(user.path, { op: 'remove', path: 'foo' }), 400, 'invalidPath');
      unchanged(await tenant.get(user.path), own);
    },
  },
  {
    covers: ['AMB-39', '7643-2.5-01'],
    title: 'remove with a list of values removes only these values; an empty list or null removes none',
    async run(tenant) {
      const [one, two] = [await tenant.user({ emails: [WORK, HOME] }), await tenant.user()];
      for (const nothing of [[], null])
        accepted(await tenant.patch(one.path, { op: 'remove', path: 'emails', value: nothing }), 200);
      const email = { op: 'remove', path: 'emails', value: [{ value: WORK.value }] };
      unchanged(await tenant.get(one.path), one.answer);
      accepted(await tenant.patch(one.path, email), 200, { emails: [HOME] });
      const group = await tenant.group({ members: [{ value: one.id }, { value: two.id }] });
      for (const nothing of [[], null])
        accepted(await tenant.patch(group.path, { op: 'remove', path: 'members', value: nothing }), 204);
      const value = [{ $ref: null, value: one.id }];
      accepted(await tenant.patch(group.path, { op: 'Remove', path: 'members', value }), 204);
      accepted(await tenant.get(group.path), 200, { members: [{ value: two.id }] });
    },
  },
];
