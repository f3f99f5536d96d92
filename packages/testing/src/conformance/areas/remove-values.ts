import { ENTERPRISE_USER } from '@scimwright/core';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import { unchanged } from '../check/unchanged.ts';
import type { ConformanceCase } from '../conformance-case.ts';

const WORK = { type: 'work', value: 'w@x.example', display: 'Work' };
const HOME = { type: 'home', value: 'h@x.example' };

/** Area O, remove. */
export const removeValues: readonly ConformanceCase[] = [
  {
    claims: ['7644-3.5.2.2-01'],
    title: 'remove without a path is a 400 noTarget',
    async run(tenant) {
      const { path, answer } = await tenant.user({ title: 'Dr' });
      for (const more of [{}, { value: { title: 'Dr' } }])
        refused(await tenant.patch(path, { op: 'remove', ...more }), 400, 'noTarget');
      unchanged(await tenant.get(path), answer);
    },
  },
  {
    claims: ['7644-3.5.2.2-02', 'AMB-11', 'AMB-56'],
    title: 'remove unassigns a value, a list, a part, an extension, all members',
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
    claims: ['7644-3.5.2.2-03', '7644-3.5.2.2-04'],
    title: 'remove with a filter takes what matches, or the part of it that is named',
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
    claims: ['7644-3.5.2.2-05'],
    title: 'what is required or read-only cannot be removed',
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
    claims: ['7644-3.5.2.2-06', 'AMB-27'],
    title: 'removing what is not there succeeds without a change; an unknown attribute stays an error',
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
    claims: ['AMB-39'],
    title: 'remove with a list of values takes these alone, and an empty list nobody',
    async run(tenant) {
      const [one, two] = [await tenant.user(), await tenant.user()];
      const group = await tenant.group({ members: [{ value: one.id }, { value: two.id }] });
      accepted(await tenant.patch(group.path, { op: 'remove', path: 'members', value: [] }), 204);
      const value = [{ $ref: null, value: one.id }];
      accepted(await tenant.patch(group.path, { op: 'Remove', path: 'members', value }), 204);
      accepted(await tenant.get(group.path), 200, { members: [{ value: two.id }] });
    },
  },
];
