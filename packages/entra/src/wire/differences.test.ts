import type { JsonObject } from '@scimwright/core';
import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { describe, expect, it } from 'vitest';
import type { ExpressionValue } from '../expression/value.ts';
import { mappingOf, targetAt, valueOf } from '../mapping/mapped.fixture.ts';
import type { TargetAttribute } from '../mapping/mapping.ts';
import { differences, valueAt } from './differences.ts';

const values: readonly (readonly [path: string, resource: JsonObject, value: ExpressionValue])[] = [
  ['userName', { userName: 'mira' }, 'mira'],
  ['userName', { USERNAME: 'mira' }, 'mira'],
  ['userName', {}, null],
  ['active', { active: false }, 'False'],
  ['level', { level: 7 }, '7'],
  ['name.givenName', { name: { givenName: 'Mira' } }, 'Mira'],
  ['name.givenName', { name: null }, null],
  [
    'emails[type eq "work"].value',
    {
      emails: [
        { type: 'home', value: 'h' },
        { type: 'Work', value: 'w' },
      ],
    },
    'w',
  ],
  ['emails[type eq "work"].value', { emails: [] }, null],
  ['roles[primary eq "True"].value', { roles: [{ primary: true, value: 'Auditor' }] }, 'Auditor'],
  ['roles', { roles: [{ value: 'a' }, { value: 'b' }] }, ['a', 'b']],
  [`${ENTERPRISE_USER}:department`, { [ENTERPRISE_USER]: { department: 'Docks' } }, 'Docks'],
  [`${ENTERPRISE_USER}:manager`, { [ENTERPRISE_USER]: { manager: { value: 'u2' } } }, 'u2'],
];

describe('the value of an attribute', () => {
  it.each(values)('%s of %j is %j', (path, resource, value) => {
    expect(valueAt(resource, targetAt(path))).toEqual(value);
  });
});

interface Case {
  readonly what: string;
  readonly target: TargetAttribute;
  readonly resource: JsonObject;
  readonly after: ExpressionValue;
  readonly differs: boolean;
}

const role = { id: '1', value: 'auditor', displayName: 'Auditor' };
const ROLES = targetAt('roles', { multiValued: true });

const cases: readonly Case[] = [
  { what: 'the same text', target: targetAt('title'), resource: { title: 'A' }, after: 'A', differs: false },
  { what: 'another text', target: targetAt('title'), resource: { title: 'A' }, after: 'B', differs: true },
  { what: 'no text', target: targetAt('title'), resource: {}, after: 'B', differs: true },
  {
    what: 'another letter case',
    target: targetAt('title'),
    resource: { title: 'a' },
    after: 'A',
    differs: false,
  },
  {
    what: 'another letter case where it counts',
    target: targetAt('externalId', { caseExact: true }),
    resource: { externalId: 'a' },
    after: 'A',
    differs: true,
  },
  {
    what: 'a boolean in the letter case of an expression',
    target: targetAt('active', { type: 'boolean' }),
    resource: { active: true },
    after: 'true',
    differs: false,
  },
  {
    what: 'the same values in another order',
    target: targetAt('tags', { multiValued: true }),
    resource: { tags: ['a', 'b'] },
    after: ['b', 'a'],
    differs: false,
  },
  {
    what: 'a reference, which is written later',
    target: targetAt('manager', { type: 'reference' }),
    resource: {},
    after: 'u2',
    differs: false,
  },
  {
    what: 'roles beside those of the directory',
    target: ROLES,
    resource: { roles: [{ value: 'auditor' }, { value: 'planner' }] },
    after: { kind: 'appRoles', assertive: false, roles: [role] },
    differs: false,
  },
  {
    what: 'roles beside assertive ones',
    target: ROLES,
    resource: { roles: [{ value: 'auditor' }, { value: 'planner' }] },
    after: { kind: 'appRoles', assertive: true, roles: [role] },
    differs: true,
  },
  {
    what: 'a missing role',
    target: ROLES,
    resource: { roles: [] },
    after: { kind: 'appRoles', assertive: false, roles: [role] },
    differs: true,
  },
];

describe('the comparison', () => {
  it.each(cases)('of $what: differs $differs', ({ target, resource, after, differs }) => {
    expect(differences([valueOf(target, after)], resource)).toHaveLength(differs ? 1 : 0);
  });

  it('writes an equal value where the mapping always flows', () => {
    const mapping = mappingOf(targetAt('title'), 'jobTitle', { flowBehavior: 'FlowAlways' });
    expect(differences([{ mapping, value: 'A', isRedacted: false }], { title: 'A' })).toMatchObject([
      { before: 'A', after: 'A' },
    ]);
  });
});
