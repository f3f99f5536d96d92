import { expect, it } from 'vitest';
import { userRoles } from './user-roles.ts';

it.each([
  ['no roles', {}, []],
  ['one role', { roles: [{ value: 'Editor', primary: true }] }, [['Editor', true]]],
  [
    'several roles, the primary one first and the others in their order',
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
    'an element without a value',
    { roles: [{ display: 'Editor' }, { value: 'Viewer' }] },
    [['Viewer', false]],
  ],
])('a user with %s has typed roles', (_, user, expected) => {
  expect(userRoles(user).map(({ value, primary }) => [value, primary])).toEqual(expected);
});

it('a role has its display name and type, if the client sent them', () => {
  const type = 'WindowsAzureActiveDirectoryRole';
  expect(userRoles({ roles: [{ value: 'editor', display: 'Editor', type }] })).toEqual([
    { value: 'editor', display: 'Editor', type, primary: false },
  ]);
});
