import { describe, expect, it } from 'vitest';
import { createDirectory, defaultAccess } from './create-directory.ts';
import { ImpossibleChange, type DirectoryChange } from './directory-change.ts';
import { sourceOf } from './source-of.ts';

const auditor = { id: 'r1', value: 'auditor', displayName: 'Auditor' };
const user = (id: string, attributes = {}): DirectoryChange => ({ kind: 'userAdded', id, attributes });
const group = (id: string): DirectoryChange => ({ kind: 'groupAdded', id, attributes: {} });
const member = (id: string, memberId: string): DirectoryChange => ({ kind: 'memberAdded', id, memberId });
const assigned = (id: string, roleId = defaultAccess.id): DirectoryChange => ({
  kind: 'assigned',
  id,
  roleId,
});

function directoryWith(...changes: readonly DirectoryChange[]) {
  const directory = createDirectory({ defaultDomain: 'x.example', appRoles: [auditor] });
  const change = (...more: readonly DirectoryChange[]): void => {
    for (const each of more) directory.apply(each, 7);
  };
  change(...changes);
  return { directory, change };
}

describe('what changed since a watermark', () => {
  const base = [user('u1'), user('u2'), user('u3'), group('g'), group('h'), member('g', 'u1'), assigned('g')];
  it.each<{
    readonly title: string;
    readonly changes: readonly DirectoryChange[];
    readonly ids: readonly string[];
  }>([
    { title: 'nothing', changes: [], ids: [] },
    {
      title: 'an object once, in the order of the last changes',
      changes: [
        { kind: 'deleted', id: 'u2' },
        { kind: 'deleted', id: 'u1' },
        { kind: 'restored', id: 'u2' },
      ],
      ids: ['u1', 'u2'],
    },
    {
      title: 'users before groups',
      changes: [
        { kind: 'deleted', id: 'h' },
        { kind: 'deleted', id: 'u2' },
      ],
      ids: ['u2', 'h'],
    },
    {
      title: 'a new member of an assigned group, with the group',
      changes: [member('g', 'u2')],
      ids: ['u2', 'g'],
    },
    {
      title: 'a new member of another group only as a change of the group',
      changes: [member('h', 'u2')],
      ids: ['h'],
    },
    {
      title: 'the members of a group that is unassigned',
      changes: [{ kind: 'unassigned', id: 'g', roleId: defaultAccess.id }],
      ids: ['u1', 'g'],
    },
    {
      title: 'the members of an assigned group that is deleted',
      changes: [{ kind: 'deleted', id: 'g' }],
      ids: ['u1', 'g'],
    },
    { title: 'a purged object', changes: [{ kind: 'purged', id: 'u3' }], ids: ['u3 purged'] },
    {
      title: 'the reports and the groups of a purged manager',
      changes: [
        { kind: 'managerChanged', id: 'u2', managerId: 'u1' },
        { kind: 'purged', id: 'u1' },
      ],
      ids: ['u2', 'u1 purged', 'g'],
    },
  ])('has $title', ({ changes, ids }) => {
    const { directory, change } = directoryWith(...base);
    const { watermark } = directory;
    change(...changes);
    const found = [...directory.changedSince(watermark)].map(
      ({ id, isPurged }) => `${id}${isPurged ? ' purged' : ''}`,
    );
    expect(found).toEqual(ids);
  });
});

describe('roles', () => {
  it('come from the user, and from assigned groups that have the user as a direct member', () => {
    const { directory, change } = directoryWith(
      user('u'),
      group('g'),
      group('outer'),
      member('g', 'u'),
      member('outer', 'g'),
    );
    expect(directory.isAssigned('u')).toBe(false);
    change(assigned('outer', 'r1'));
    expect(directory.isAssigned('u')).toBe(false);
    change(assigned('g', 'r1'), assigned('u'));
    expect(directory.rolesOf('u')).toEqual([auditor, defaultAccess]);
    change({ kind: 'memberRemoved', id: 'g', memberId: 'u' });
    expect(directory.rolesOf('u')).toEqual([defaultAccess]);
  });

  it('do not come from a group that is no security group, or that is deleted', () => {
    const { directory, change } = directoryWith(user('u'), group('g'), member('g', 'u'), assigned('g'));
    change({ kind: 'deleted', id: 'g' });
    expect(directory.isAssigned('u')).toBe(false);
    change(
      { kind: 'groupAdded', id: 'mail', attributes: {}, isSecurityEnabled: false },
      member('mail', 'u'),
      assigned('mail'),
    );
    expect(directory.isAssigned('u')).toBe(false);
  });
});

describe('a purged object', () => {
  it('leaves its groups, and nobody has it as manager', () => {
    const { directory, change } = directoryWith(user('u'), user('v'), group('g'), member('g', 'u'));
    change({ kind: 'managerChanged', id: 'v', managerId: 'u' }, { kind: 'purged', id: 'u' });
    expect(directory.user('u')).toBeUndefined();
    expect(directory.user('v')?.managerId).toBeUndefined();
    expect(directory.group('g')?.members.size).toBe(0);
  });

  it('can be added again, without what was assigned to it', () => {
    const { directory, change } = directoryWith(user('u'), assigned('u'));
    change({ kind: 'purged', id: 'u' }, user('u'));
    expect(directory.isAssigned('u')).toBe(false);
  });
});

it.each<{ readonly title: string; readonly change: DirectoryChange }>([
  { title: 'a user who is there', change: user('u') },
  { title: 'a user with the id of a group', change: user('g') },
  { title: 'a manager who is not there', change: { kind: 'managerChanged', id: 'u', managerId: 'x' } },
  {
    title: 'a new user with such a manager',
    change: { kind: 'userAdded', id: 'w', attributes: {}, managerId: 'x' },
  },
  { title: 'a member who is not there', change: member('g', 'x') },
  { title: 'a member who is one already', change: member('g', 'u') },
  { title: 'a member who is none', change: { kind: 'memberRemoved', id: 'g', memberId: 'g' } },
  { title: 'a role that the application has not', change: assigned('u', 'r9') },
  { title: 'a deleted user', change: { kind: 'restored', id: 'u' } },
  { title: 'an object that is not there', change: { kind: 'purged', id: 'x' } },
])('refuses $title, and stays as it was', ({ change }) => {
  const { directory } = directoryWith(user('u'), group('g'), member('g', 'u'));
  const { watermark } = directory;
  expect(() => directory.apply(change, 7)).toThrow(ImpossibleChange);
  expect(directory.watermark).toBe(watermark);
  expect([[...directory.users()].length, directory.group('g')?.members.size]).toEqual([1, 1]);
});

describe('the source of a mapping', () => {
  const read = (attributes: Readonly<Record<string, string>>, name: string) => {
    const { directory } = directoryWith(user('u', attributes), assigned('u', 'r1'));
    const found = directory.user('u');
    return found && sourceOf(found, directory, true).get(name);
  };
  it.each([
    { name: 'objectId', attributes: {}, value: 'u' },
    { name: 'accountEnabled', attributes: {}, value: 'True' },
    { name: 'IsSoftDeleted', attributes: {}, value: 'True' },
    { name: 'department', attributes: { department: 'Deck' }, value: 'Deck' },
    { name: 'constructor', attributes: {}, value: undefined },
    {
      name: 'userPrincipalName',
      attributes: { userPrincipalName: 'mi_ra_home.example#EXT#@x.example' },
      value: 'mi_ra@home.example',
    },
    {
      name: 'originalUserPrincipalName',
      attributes: { userPrincipalName: 'm_home.example#EXT#@x.example' },
      value: 'm_home.example#EXT#@x.example',
    },
    {
      name: 'appRoleAssignments',
      attributes: {},
      value: { kind: 'appRoles', roles: [auditor], assertive: false },
    },
  ])('has $name', ({ name, attributes, value }) => {
    expect(read(attributes, name)).toEqual(value);
  });
});
