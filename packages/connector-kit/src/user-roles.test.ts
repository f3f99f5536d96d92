import { expect, it } from 'vitest';
import { userRoles } from './user-roles.ts';

it.each([
  ['no roles', {}, []],
  ['one', { roles: [{ value: 'Editor', primary: true }] }, [['Editor', true]]],
  [
    'several, the primary one first and the others in their order',
    {
      roles: [{ value: 'Viewer' }, { value: 'Auditor', primary: false }, { value: 'Editor', primary: true }],
    },
    [
      ['Editor', true],
      ['Viewer', false],
      ['Auditor', false],
    ],
  ],
  [
    'an element that names no role',
    { roles: [{ display: 'Editor' }, { value: 'Viewer' }] },
    [['Viewer', false]],
  ],
])('the roles of a user with %s are typed values', (_, user, expected) => {
  expect(userRoles(user).map(({ value, primary }) => [value, primary])).toEqual(expected);
});

it('a role has its display name and type, if the client sent them', () => {
  const type = 'WindowsAzureActiveDirectoryRole';
  expect(userRoles({ roles: [{ value: 'editor', display: 'Editor', type }] })).toEqual([
    { value: 'editor', display: 'Editor', type, primary: false },
  ]);
});
