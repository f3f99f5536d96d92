import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import { unchanged } from '../check/unchanged.ts';
import type { ConformanceCase } from '../conformance-case.ts';

const WORK = { type: 'work', value: 'w@x.example' };
const HOME = { type: 'home', value: 'h@x.example' };
const MANAGER = `${ENTERPRISE_USER}:manager`;

/** Area O, add. */
export const add: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.5.2.1-01', '7644-3.5.2.1-02'],
    title: 'add needs a value; without a path an object, which is merged',
    async run(tenant) {
      const { path } = await tenant.user({ emails: [WORK], name: { familyName: 'Byron' } });
      for (const operation of [
        { path: 'title' },
        {},
        { value: 'x' },
        { value: [{ title: 'x' }] },
        { value: null },
      ])
        refused(await tenant.patch(path, { op: 'add', ...operation }), 400, 'invalidValue');
      const value = {
        nickName: 'Ada',
        emails: [HOME],
        name: { givenName: 'Ada' },
        [ENTERPRISE_USER]: { division: 'D' },
      };
      accepted(await tenant.patch(path, { op: 'add', value }), 200, {
        nickName: 'Ada',
        emails: [WORK, HOME],
        name: { givenName: 'Ada', familyName: 'Byron' },
        [ENTERPRISE_USER]: { division: 'D' },
      });
    },
  },
  {
    covers: ['7644-3.5.2.1-03'],
    title: 'add creates an absent value, replaces a single value and merges into a complex one',
    async run(tenant) {
      const { path } = await tenant.user({ name: { familyName: 'Byron' } });
      for (const title of ['a', 'b'])
        accepted(await tenant.patch(path, { op: 'add', path: 'title', value: title }), 200, { title });
      accepted(await tenant.patch(path, { op: 'add', path: 'name', value: { givenName: 'Ada' } }), 200, {
        name: { givenName: 'Ada', familyName: 'Byron' },
      });
      accepted(await tenant.patch(path, { op: 'add', path: MANAGER, value: { value: 'm' } }), 200, {
        [ENTERPRISE_USER]: { manager: { value: 'm' } },
      });
    },
  },
  {
    covers: ['7644-3.5.2.1-02', '7643-2.5-01'],
    title: 'null and an empty list add nothing to a multi-valued attribute',
    async run(tenant) {
      const user = await tenant.user({ emails: [WORK, HOME] });
      const group = await tenant.group({ members: [{ value: 'somebody' }] });
      const before = await tenant.get(group.path);
      for (const nothing of [null, []]) {
        accepted(await tenant.patch(user.path, { op: 'add', path: 'emails', value: nothing }), 200);
        accepted(await tenant.patch(user.path, { op: 'add', value: { emails: nothing } }), 200);
        accepted(await tenant.patch(group.path, { op: 'add', path: 'members', value: nothing }), 204);
      }
      unchanged(await tenant.get(user.path), user.answer);
      unchanged(await tenant.get(group.path), before);
    },
  },
  {
    covers: ['7644-3.5.2.1-04'],
    title: 'add to a multi-valued attribute appends an array or one object',
    async run(tenant) {
      const { path } = await tenant.user({ emails: [WORK] });
      const other = { type: 'other', value: 'o@x.example' };
      accepted(await tenant.patch(path, { op: 'add', path: 'emails', value: [HOME] }), 200, {
        emails: [WORK, HOME],
      });
      accepted(await tenant.patch(path, { op: 'add', path: 'emails', value: other }), 200, {
        emails: [WORK, HOME, other],
      });
      const [one, two, three] = [await tenant.user(), await tenant.user(), await tenant.user()];
      const group = await tenant.group({ members: [{ value: one.id }] });
      accepted(
        await tenant.patch(group.path, { op: 'add', path: 'members', value: [{ value: two.id }] }),
        204,
      );
      accepted(
        await tenant.patch(group.path, { op: 'add', path: 'members', value: { value: three.id } }),
        204,
      );
      accepted(await tenant.get(group.path), 200, {
        members: [{ value: one.id }, { value: two.id }, { value: three.id }],
      });
    },
  },
  {
    covers: ['7644-3.5.2.1-05', '7644-3.14-05'],
    title: 'adding a value that exists succeeds, and changes neither content nor version nor lastModified',
    async run(tenant) {
      const user = await tenant.user({
        title: 'Dr',
        emails: [WORK],
        [ENTERPRISE_USER]: { department: 'Ops' },
      });
      for (const operation of [
        { path: 'title', value: 'Dr' },
        { path: 'emails', value: [WORK] },
        { path: `${ENTERPRISE_USER}:department`, value: 'Ops' },
        { value: { title: 'Dr', emails: [WORK] } },
      ])
        accepted(await tenant.patch(user.path, { op: 'add', ...operation }), 200);
      unchanged(await tenant.get(user.path), user.answer);
      const group = await tenant.group({ members: [{ value: user.id }] });
      const before = await tenant.get(group.path);
      accepted(
        await tenant.patch(group.path, { op: 'add', path: 'members', value: [{ value: user.id }] }),
        204,
      );
      unchanged(await tenant.get(group.path), before);
    },
  },
  {
    covers: ['7644-3.5.2.1-06', '7644-3.5.2.3-04', 'AMB-26', 'AMB-28', 'AMB-55'],
    title: 'add and replace create the value that a filter describes, if the schema names its type',
    async run(tenant) {
      for (const op of ['add', 'replace']) {
        const { path } = await tenant.user();
        const where = 'emails[type eq "work"].value';
        accepted(await tenant.patch(path, { op, path: where, value: 'w@x.example' }), 200, {
          emails: [WORK],
        });
        for (const other of [
          'emails[type eq "yacht"].value',
          'emails[type ne "work"].value',
          'emails[value co "z"].display',
        ])
          refused(await tenant.patch(path, { op, path: other, value: 'y' }), 400, 'noTarget');
        const second = 'emails[type eq "work" and value eq "z@x.example"].display';
        refused(await tenant.patch(path, { op, path: second, value: 'y' }), 400, 'noTarget');
        accepted(await tenant.get(path), 200, { emails: [WORK] });
      }
    },
  },
];
