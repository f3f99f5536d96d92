import { attribute, defaultGroupMapping, defaultUserMapping, defineProfile } from '@scimwright/core/profile';
import { ENTERPRISE_USER, enterpriseUserSchema, userSchema } from '@scimwright/core/schema';
import { describe, expect, it } from 'vitest';
import { defaultMapping, profileMapping } from './profile-mapping.ts';
import { sourceAttributes } from './source-attributes.ts';

const { users, groups } = defaultMapping();
const targets = new Map(
  [...users.attributes, ...(groups?.attributes ?? [])].map((one) => [one.target.path, one]),
);

describe('the default mapping', () => {
  it('maps what core says that Entra maps, in its order', () => {
    expect(users.attributes.map(({ target }) => target.path)).toEqual([...defaultUserMapping.keys()]);
    expect(groups?.attributes.map(({ target }) => target.path)).toEqual([...defaultGroupMapping.keys()]);
  });

  it('matches users by userName and groups by displayName', () => {
    const matching = [...users.attributes, ...(groups?.attributes ?? [])].filter(
      (one) => one.matching !== undefined,
    );
    expect(matching.map(({ target, matching: precedence }) => [target.path, precedence])).toEqual([
      ['userName', 1],
      ['displayName', 1],
    ]);
  });

  it.each([
    ['active', 'boolean', false, false],
    [`${ENTERPRISE_USER}:manager`, 'reference', false, false],
    ['members', 'reference', true, false],
    ['emails[type eq "work"].value', 'string', false, false],
    ['externalId', 'string', false, true],
  ])('knows the characteristics of %s', (path, type, multiValued, caseExact) => {
    expect(targets.get(path)?.target).toEqual({ path, type, multiValued, caseExact });
  });
});

describe('the mapping of a profile', () => {
  const profile = defineProfile({
    name: 'User',
    endpoint: '/Users',
    schema: userSchema,
    extensions: [enterpriseUserSchema],
    sources: defaultUserMapping,
    matchedBy: 'userName',
    rows: [
      attribute('userName', 'string', { required: true, filterable: true }),
      attribute('roles[primary eq "True"].value', 'string', {
        from: 'SingleAppRoleAssignment([appRoleAssignments])',
      }),
      attribute('nickName', 'string', { unmapped: true }),
    ],
  });
  const mapping = profileMapping({ users: profile, groups: undefined });

  it('leaves out what an administrator has not mapped, and groups that the application has not', () => {
    expect(mapping.groups).toBeUndefined();
    expect(mapping.users.attributes.map(({ target }) => target.path)).toEqual([
      'userName',
      'roles[primary eq "True"].value',
    ]);
  });

  it('takes the expressions of its rows', () => {
    expect(mapping.users.attributes.flatMap(({ source }) => sourceAttributes(source))).toEqual([
      'userPrincipalName',
      'appRoleAssignments',
    ]);
  });
});
