import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import type { JsonObject } from '../json.ts';
import { narrowUser, wholeUser } from '../profile/profiles.fixture.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { deepFreeze, patch, type Operation } from './patch.fixture.ts';

// The numbers are those of entra-client-behaviour.md.
const mira = deepFreeze({ userName: 'mira@fjordline.example', active: true });

describe('59: every form of a manager', () => {
  const path = `${ENTERPRISE_USER}:manager`;
  const is = { ...mira, [ENTERPRISE_USER]: { manager: { value: '4711' } } };

  it.each<{ why: string; operation: Operation }>([
    { why: 'a string', operation: { op: 'Add', path, value: '4711' } },
    {
      why: 'an array under a bare path',
      operation: { op: 'Add', path: 'manager', value: [{ $ref: null, value: '4711' }] },
    },
    { why: 'an object', operation: { op: 'add', path, value: { value: '4711' } } },
    { why: 'a key of a flat map', operation: { op: 'add', value: { [path]: '4711' } } },
    { why: 'an object in a flat map', operation: { op: 'add', value: { [path]: { value: '4711' } } } },
    {
      why: 'a string in the container',
      operation: { op: 'replace', value: { [ENTERPRISE_USER]: { manager: '4711' } } },
    },
    { why: 'its value', operation: { op: 'Replace', path: `${path}.value`, value: '4711' } },
    { why: 'its value in a flat map', operation: { op: 'replace', value: { [`${path}.value`]: '4711' } } },
  ])('$why', ({ operation }) => {
    expect(patch(wholeUser.type, mira, [operation]).resource).toEqual(is);
    const other = { ...mira, [ENTERPRISE_USER]: { manager: { value: '1' } } };
    expect(patch(wholeUser.type, other, [operation]).resource).toEqual(is);
  });

  it('an array keeps its $ref', () => {
    const value = [{ $ref: 'http://x/Users/4711', value: '4711' }];
    expect(patch(wholeUser.type, mira, [{ op: 'Add', path: 'manager', value }]).resource).toEqual({
      ...mira,
      [ENTERPRISE_USER]: { manager: { $ref: 'http://x/Users/4711', value: '4711' } },
    });
  });

  it.each<{ why: string; operation: Operation }>([
    { why: 'removed', operation: { op: 'Remove', path } },
    { why: 'emptied', operation: { op: 'Replace', path, value: '' } },
    { why: 'null', operation: { op: 'replace', path, value: null } },
    { why: 'an empty value', operation: { op: 'replace', path, value: { value: '' } } },
    { why: 'an empty array', operation: { op: 'replace', path, value: [] } },
    { why: 'emptied in a flat map', operation: { op: 'replace', value: { [path]: '' } } },
    { why: 'under a bare path', operation: { op: 'Remove', path: 'manager' } },
  ])('removed: $why', ({ operation }) => {
    expect(patch(wholeUser.type, is, [operation]).resource).toEqual(mira);
    expect(patch(wholeUser.type, mira, [operation]).resource).toBe(mira);
  });

  it('is unmapped in a profile without it, in every form', () => {
    for (const operation of [
      { op: 'Add', path, value: '4711' },
      { op: 'Remove', path: 'manager' },
    ]) {
      const context = openParseContext();
      expect(patch(narrowUser.type, mira, [operation], context).resource).toBe(mira);
      expect([...context.ignored]).toEqual([operation.path]);
    }
  });
});

describe('63 to 65: roles as a whole', () => {
  const role = (value: string) => ({
    value: JSON.stringify({ id: '18d1', value, displayName: `The ${value}` }),
  });
  const full = {
    primary: false,
    type: 'WindowsAzureActiveDirectoryRole',
    display: 'Auditor',
    value: 'auditor',
  };
  const old = { ...mira, roles: [{ value: 'Old', primary: true }] };

  it.each<{ why: string; operation: Operation; type: ResourceType; roles: JsonObject[] }>([
    {
      why: 'JSON in a string is added to the others',
      operation: { op: 'Add', path: 'roles', value: [role('Auditor')] },
      type: wholeUser.type,
      roles: [...old.roles, { value: 'Auditor', display: 'The Auditor' }],
    },
    {
      why: 'a role that is there is not added again, whatever else it has',
      operation: { op: 'Add', path: 'roles', value: [role('Old'), role('B')] },
      type: wholeUser.type,
      roles: [...old.roles, { value: 'B', display: 'The B' }],
    },
    {
      why: 'several at once',
      operation: { op: 'Add', path: 'roles', value: [role('A'), role('B')] },
      type: wholeUser.type,
      roles: [...old.roles, { value: 'A', display: 'The A' }, { value: 'B', display: 'The B' }],
    },
    {
      why: 'objects replace all (AssertiveAppRoleAssignmentsComplex)',
      operation: { op: 'replace', path: 'roles', value: [full] },
      type: wholeUser.type,
      roles: [full],
    },
    {
      why: 'displayName is not a sub-attribute of a role',
      operation: { op: 'replace', path: 'roles', value: [{ value: 'a', displayName: 'A', primary: false }] },
      type: wholeUser.type,
      roles: [{ value: 'a', primary: false }],
    },
    {
      why: 'in a product with one role, JSON in a string replaces it',
      operation: { op: 'Add', path: 'roles', value: [role('Auditor')] },
      type: narrowUser.type,
      roles: [{ value: 'Auditor', display: 'The Auditor', primary: true }],
    },
    {
      why: 'so does an object',
      operation: { op: 'replace', path: 'roles', value: [full] },
      type: narrowUser.type,
      roles: [{ ...full, primary: true }],
    },
    {
      why: 'so does a value alone',
      operation: { op: 'Replace', path: 'roles[primary eq "True"].value', value: 'Auditor' },
      type: narrowUser.type,
      roles: [{ value: 'Auditor', primary: true }],
    },
  ])('$why', ({ operation, type, roles }) => {
    expect(patch(type, old, [operation]).resource).toEqual({ ...mira, roles });
  });
});
