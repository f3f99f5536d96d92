import { ENTERPRISE_USER, USER } from '@scimwright/core/schema';
import { describe, expect, it } from 'vitest';
import type { AppRoles } from '../expression/value.ts';
import { mapped, targetAt, valueOf } from '../mapping/mapped.fixture.ts';
import { defaultMapping } from '../mapping/profile-mapping.ts';
import { createBody } from './create-body.ts';
import { TooManyValues } from './typed-value.ts';
import { entraKnobs } from './wire-knobs.ts';

const { users } = defaultMapping();

const mira = {
  IsSoftDeleted: 'False',
  userPrincipalName: 'mira.rao@fjordline.example',
  mailNickname: 'mira.rao',
  displayName: 'Mira Rao',
  givenName: 'Mira',
  surname: 'Rao',
  mail: 'mira.rao@fjordline.example',
  jobTitle: 'Dock Planner',
  city: 'Bergen',
  country: 'NO',
  mobile: '+47 900 00 000',
  employeeId: '20417',
  department: 'Logistics',
  manager: '5f0d7a52-1b2c-4c1f-9e43-0f4c5a0c9b77',
};

describe('a new user', () => {
  it('is nested, has JSON types and one element for each filter, and no manager yet', () => {
    expect(createBody('User', mapped(users, mira), entraKnobs)).toEqual({
      schemas: [USER, ENTERPRISE_USER],
      userName: 'mira.rao@fjordline.example',
      active: true,
      displayName: 'Mira Rao',
      title: 'Dock Planner',
      emails: [{ primary: true, type: 'work', value: 'mira.rao@fjordline.example' }],
      name: { givenName: 'Mira', familyName: 'Rao', formatted: 'Mira Rao' },
      addresses: [{ primary: false, type: 'work', locality: 'Bergen', country: 'NO' }],
      phoneNumbers: [{ primary: false, type: 'mobile', value: '+47 900 00 000' }],
      externalId: 'mira.rao',
      [ENTERPRISE_USER]: { employeeNumber: '20417', department: 'Logistics' },
      meta: { resourceType: 'User' },
    });
  });

  it('has primary as a text where the knob says so', () => {
    const { emails } = createBody('User', mapped(users, mira), { primary: 'text' });
    expect(emails).toEqual([{ primary: 'True', type: 'work', value: 'mira.rao@fjordline.example' }]);
  });

  it('names no extension of the vendor in its schemas, although it has one', () => {
    const urn = 'urn:ietf:params:scim:schemas:extension:Fjordline:2.0:User';
    const body = createBody('User', [valueOf(targetAt(`${urn}:berth`), '7')], entraKnobs);
    expect(body).toMatchObject({ schemas: [USER, ENTERPRISE_USER], [urn]: { berth: '7' } });
  });

  it('has one primary role, of the type of Entra', () => {
    const role = targetAt('roles[primary eq "True"].value');
    expect(createBody('User', [valueOf(role, 'Auditor')], entraKnobs)['roles']).toEqual([
      { primary: true, type: 'WindowsAzureActiveDirectoryRole', value: 'Auditor' },
    ]);
  });

  it.each([
    ['several roles with a displayName', false, 'displayName'],
    ['several assertive roles with a display', true, 'display'],
  ])('has %s', (_what, assertive, name) => {
    const roles: AppRoles = {
      kind: 'appRoles',
      assertive,
      roles: [
        { id: '1', value: 'auditor', displayName: 'Auditor' },
        { id: '2', value: null, displayName: 'Planner' },
      ],
    };
    const type = 'WindowsAzureActiveDirectoryRole';
    expect(
      createBody('User', [valueOf(targetAt('roles', { multiValued: true }), roles)], entraKnobs)['roles'],
    ).toEqual([
      { primary: false, type, [name]: 'Auditor', value: 'auditor' },
      { primary: false, type, [name]: 'Planner', value: 'Planner' },
    ]);
  });

  it.each([
    ['an integer', targetAt('x', { type: 'integer' }), '42', 42],
    ['a decimal number', targetAt('x', { type: 'decimal' }), '4.5', 4.5],
    ['a text that is no number', targetAt('x', { type: 'integer' }), 'many', 'many'],
    ['a boolean in another letter case', targetAt('x', { type: 'boolean' }), 'false', false],
    ['a text that is no boolean', targetAt('x', { type: 'boolean' }), 'perhaps', 'perhaps'],
    ['several texts', targetAt('x', { multiValued: true }), ['a', 'b'], ['a', 'b']],
    ['one text of several that could be', targetAt('x', { multiValued: true }), 'a', ['a']],
    ['the only one of a list', targetAt('x'), ['a'], 'a'],
  ])('has %s', (_what, target, value, json) => {
    expect(createBody('User', [valueOf(target, value)], entraKnobs)['x']).toEqual(json);
  });

  it('cannot have several values for an attribute that takes one', () => {
    expect(() => createBody('User', [valueOf(targetAt('title'), ['a', 'b'])], entraKnobs)).toThrow(
      TooManyValues,
    );
  });
});

describe('a new group', () => {
  it('has no members, and names the schema of Microsoft', () => {
    const { groups } = defaultMapping();
    if (groups === undefined) throw new Error('The default mapping has groups.');
    const values = mapped(groups, { displayName: 'Planners', objectId: 'g1', members: ['a', 'b'] });
    expect(createBody('Group', values, entraKnobs)).toEqual({
      schemas: [
        'urn:ietf:params:scim:schemas:core:2.0:Group',
        'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
      ],
      displayName: 'Planners',
      externalId: 'g1',
      meta: { resourceType: 'Group' },
    });
  });
});
