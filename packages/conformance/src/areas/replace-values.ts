import type { Json } from '@scimwright/core';
import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import { unchanged } from '../check/unchanged.ts';
import type { ConformanceCase } from '../conformance-case.ts';

const WORK = { type: 'work', value: 'w@x.example' };
const HOME = { type: 'home', value: 'h@x.example' };
const ADDRESSES = [
  { type: 'home', streetAddress: '1 A St', locality: 'Oslo' },
  { type: 'home', streetAddress: '2 B St', locality: 'Bergen' },
  { type: 'work', streetAddress: '3 C St', locality: 'Oslo' },
];

/** Area O, replace. */
export const replaceValues: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.5.2.3-01', 'AMB-40'],
    title: 'replace without a path replaces only the attributes in its value, whose keys may be paths',
    async run(tenant) {
      const { path } = await tenant.user({ title: 'Dr', nickName: 'A', emails: [WORK] });
      const value = { nickName: 'Ada', emails: [HOME] };
      accepted(await tenant.patch(path, { op: 'replace', value }), 200, { title: 'Dr', ...value });
      const flat = { 'name.givenName': 'Ada', [`${ENTERPRISE_USER}:department`]: 'Ops' };
      accepted(await tenant.patch(path, { op: 'replace', value: flat }), 200, {
        title: 'Dr',
        name: { givenName: 'Ada' },
        [ENTERPRISE_USER]: { department: 'Ops' },
      });
    },
  },
  {
    covers: ['7644-3.5.2.3-02'],
    title:
      'replace sets a value, swaps a list, adds an absent attribute, and changes only the named sub-attributes',
    async run(tenant) {
      const { id, path } = await tenant.user({
        title: 'Dr',
        name: { givenName: 'A', familyName: 'B' },
        emails: [WORK],
      });
      const replace = (path: string, value: Json): Json => ({ op: 'replace', path, value });
      accepted(await tenant.patch(path, replace('title', 'Prof')), 200, { title: 'Prof' });
      accepted(await tenant.patch(path, replace('emails', [HOME])), 200, { emails: [HOME] });
      accepted(await tenant.patch(path, replace('nickName', 'Ada')), 200, { nickName: 'Ada' });
      accepted(await tenant.patch(path, replace('name', { givenName: 'Ada' })), 200, {
        name: { givenName: 'Ada', familyName: 'B' },
      });
      const other = await tenant.user();
      const group = await tenant.group({ members: [{ value: id }] });
      accepted(await tenant.patch(group.path, replace('members', [{ value: other.id }])), 204);
      accepted(await tenant.get(group.path), 200, { members: [{ value: other.id }] });
    },
  },
  {
    covers: ['7644-3.5.2.3-03', 'AMB-55'],
    title: 'replace with a filter changes every matching element, or the sub-attribute that the path names',
    async run(tenant) {
      const { path } = await tenant.user({ addresses: ADDRESSES });
      const street = { op: 'replace', path: 'addresses[type eq "home"].streetAddress', value: 'New' };
      const [, , work] = ADDRESSES;
      accepted(await tenant.patch(path, street), 200, {
        addresses: [
          { streetAddress: 'New', locality: 'Oslo' },
          { streetAddress: 'New', locality: 'Bergen' },
          { ...work },
        ],
      });
      const whole = {
        op: 'replace',
        path: 'addresses[locality eq "Bergen"]',
        value: { type: 'other', region: 'R' },
      };
      accepted(await tenant.patch(path, whole), 200, {
        addresses: [
          { locality: 'Oslo' },
          { type: 'other', region: 'R', locality: undefined, streetAddress: undefined },
          { ...work },
        ],
      });
    },
  },
  {
    covers: ['7644-3.5.2.3-05', '7644-3.14-05', 'AMB-61'],
    title: 'replace by no value unassigns, and by the same value changes nothing',
    async run(tenant) {
      const { path, answer } = await tenant.user({ title: 'Dr', emails: [WORK], active: true });
      for (const [name, value] of [
        ['title', 'Dr'],
        ['emails', [WORK]],
        ['active', true],
        ['nickName', null],
        ['nickName', ''],
        ['phoneNumbers', []],
      ] as const)
        accepted(await tenant.patch(path, { op: 'replace', path: name, value }), 200);
      unchanged(await tenant.get(path), answer);
      accepted(await tenant.patch(path, { op: 'replace', path: 'title', value: null }), 200, {
        title: undefined,
      });
      accepted(await tenant.patch(path, { op: 'replace', path: 'emails', value: [] }), 200, {
        emails: undefined,
      });
      accepted(await tenant.patch(path, { op: 'add', path: 'title', value: 'x' }), 200);
      accepted(await tenant.patch(path, { op: 'replace', path: 'title', value: '' }), 200, {
        title: undefined,
      });
    },
  },
  {
    covers: ['7644-3.5.2-11', '7644-3.5.2.3-02'],
    title:
      'an object without known attributes never replaces a list; the JSON text of a list counts as that list',
    async run(tenant) {
      const [one, two] = [await tenant.user(), await tenant.user()];
      const group = await tenant.group({ members: [{ value: one.id }, { value: two.id }] });
      const before = await tenant.get(group.path);
      for (const value of [[null], [{}], [{ value: null }], [''], {}, 7, '[{"value":', '{"id":"x"}'])
        refused(
          await tenant.patch(group.path, { op: 'replace', path: 'members', value }),
          400,
          'invalidValue',
        );
      unchanged(await tenant.get(group.path), before);
      const text = JSON.stringify([{ value: one.id }]);
      accepted(await tenant.patch(group.path, { op: 'Replace', path: 'members', value: text }), 204);
      accepted(await tenant.get(group.path), 200, { members: [{ value: one.id }] });
      const user = await tenant.user({ emails: [{ value: 'a@x.example' }], roles: [{ value: 'Editor' }] });
      for (const path of ['emails', 'roles'])
        for (const value of [[null], [{}], [{ value: null }], [''], {}, 7])
          refused(await tenant.patch(user.path, { op: 'replace', path, value }), 400, 'invalidValue');
      unchanged(await tenant.get(user.path), user.answer);
    },
  },
];
