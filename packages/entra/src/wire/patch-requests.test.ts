import type { Json } from '@scimwright/core';
import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { describe, expect, it } from 'vitest';
import type { AppRoles, ExpressionValue } from '../expression/value.ts';
import { mappingOf, targetAt } from '../mapping/mapped.fixture.ts';
import type { TargetAttribute } from '../mapping/mapping.ts';
import type { Difference } from './differences.ts';
import { managerRequest, memberRequests, updateRequest } from './patch-requests.ts';
import type { ScimRequest } from './scim-request.ts';
import { dialects, managerForms, type Dialect } from './wire-knobs.ts';

const MAIL = 'emails[type eq "work"].value';
const MANAGER = { path: `${ENTERPRISE_USER}:manager` };

function change(target: TargetAttribute, before: ExpressionValue, after: ExpressionValue): Difference {
  return { mapping: mappingOf(target, 'anything'), before, after, isRedacted: false };
}

function operationsOf({ body }: ScimRequest): Json {
  return (body as { readonly Operations: Json }).Operations;
}

function update(dialect: Dialect, ...changes: readonly Difference[]): Json {
  return operationsOf(updateRequest('User', 'u1', changes, { dialect }));
}

const several = [
  change(targetAt('displayName'), 'Mira Rao', 'Mira Lund'),
  change(targetAt('name.familyName'), 'Rao', 'Lund'),
  change(targetAt(MAIL), 'rao@x', 'lund@x'),
  change(targetAt('phoneNumbers[type eq "work"].value'), null, '+47 55'),
  change(targetAt('externalId'), null, 'mira'),
  change(targetAt(`${ENTERPRISE_USER}:department`), 'Harbour', 'Docks'),
  change(targetAt('active', { type: 'boolean' }), 'True', 'False'),
];

const roles: AppRoles = {
  kind: 'appRoles',
  assertive: false,
  roles: [{ id: '1', value: 'auditor', displayName: 'Auditor' }],
};
const ROLES = targetAt('roles', { multiValued: true });
const type = 'WindowsAzureActiveDirectoryRole';

describe('a change in the default dialect', () => {
  it('is an operation for each attribute, with a path and a text', () => {
    expect(update('default', ...several)).toEqual([
      { op: 'Replace', path: 'displayName', value: 'Mira Lund' },
      { op: 'Replace', path: 'name.familyName', value: 'Lund' },
      { op: 'Replace', path: MAIL, value: 'lund@x' },
      { op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: '+47 55' },
      { op: 'Add', path: 'externalId', value: 'mira' },
      { op: 'Replace', path: `${ENTERPRISE_USER}:department`, value: 'Docks' },
      { op: 'Replace', path: 'active', value: 'False' },
    ]);
  });

  it('keeps the letter case that the expression gave a boolean', () => {
    expect(update('default', change(targetAt('active', { type: 'boolean' }), 'True', 'false'))).toEqual([
      { op: 'Replace', path: 'active', value: 'false' },
    ]);
  });

  it('adds a role as JSON in a text', () => {
    expect(update('default', change(ROLES, [], roles))).toEqual([
      {
        op: 'Add',
        path: 'roles',
        value: [{ value: '{"id":"1","value":"auditor","displayName":"Auditor"}' }],
      },
    ]);
  });

  it('replaces assertive roles by objects', () => {
    expect(update('default', change(ROLES, ['planner'], { ...roles, assertive: true }))).toEqual([
      {
        op: 'replace',
        path: 'roles',
        value: [{ primary: false, type, display: 'Auditor', value: 'auditor' }],
      },
    ]);
  });
});

describe('a change in the dialect of the flag', () => {
  it('has operations for elements, and one flat object for what is replaced', () => {
    expect(update('aadOptscim062020', ...several)).toEqual([
      { op: 'replace', path: MAIL, value: 'lund@x' },
      { op: 'add', path: 'phoneNumbers[type eq "work"].value', value: '+47 55' },
      {
        op: 'replace',
        value: {
          displayName: 'Mira Lund',
          'name.familyName': 'Lund',
          [`${ENTERPRISE_USER}:department`]: 'Docks',
          active: false,
        },
      },
      { op: 'add', path: 'externalId', value: 'mira' },
    ]);
  });

  it('merges several additions', () => {
    expect(
      update(
        'aadOptscim062020',
        change(targetAt('title'), null, 'Planner'),
        change(targetAt('externalId'), null, 'mira'),
      ),
    ).toEqual([{ op: 'add', value: { title: 'Planner', externalId: 'mira' } }]);
  });

  it('adds a role as an object', () => {
    expect(update('aadOptscim062020', change(ROLES, [], roles))).toEqual([
      {
        op: 'add',
        path: 'roles',
        value: [{ primary: false, type, displayName: 'Auditor', value: 'auditor' }],
      },
    ]);
  });
});

describe('a manager', () => {
  const forms: Readonly<Record<(typeof managerForms)[number], Json>> = {
    text: { op: 'Add', path: MANAGER.path, value: 'u2' },
    array: { op: 'Add', path: 'manager', value: [{ $ref: null, value: 'u2' }] },
    object: { op: 'Add', path: MANAGER.path, value: { value: 'u2' } },
    extension: { op: 'Add', path: ENTERPRISE_USER, value: { manager: 'u2' } },
  };
  it.each(managerForms)('is written in the form %s', (manager) => {
    expect(operationsOf(managerRequest('u1', MANAGER, 'u2', { dialect: 'default', manager }))).toEqual([
      forms[manager],
    ]);
  });

  it.each([
    ['default', 'Remove'],
    ['aadOptscim062020', 'remove'],
  ] as const)('is removed by its path in the dialect %s', (dialect, op) => {
    expect(operationsOf(managerRequest('u1', MANAGER, undefined, { dialect, manager: 'text' }))).toEqual([
      { op, path: MANAGER.path },
    ]);
  });
});

describe('members', () => {
  const members = { path: 'members' };
  const changed = { add: ['a', 'b', 'c'], remove: ['d'] };

  it('are listed by their ids in the default dialect, and removed by a list as well', () => {
    const requests = memberRequests('g1', members, changed, { dialect: 'default', memberBatch: 2 });
    expect(requests.map(operationsOf)).toEqual([
      [
        {
          op: 'Add',
          path: 'members',
          value: [
            { $ref: null, value: 'a' },
            { $ref: null, value: 'b' },
          ],
        },
      ],
      [{ op: 'Add', path: 'members', value: [{ $ref: null, value: 'c' }] }],
      [{ op: 'Remove', path: 'members', value: [{ $ref: null, value: 'd' }] }],
    ]);
  });

  it('are removed by a filter in the dialect of the flag', () => {
    const [request] = memberRequests(
      'g1',
      members,
      { add: [], remove: ['d', 'e'] },
      { dialect: 'aadOptscim062020', memberBatch: 20 },
    );
    expect(request?.path).toBe('/Groups/g1');
    expect(request && operationsOf(request)).toEqual([
      { op: 'remove', path: 'members[value eq "d"]' },
      { op: 'remove', path: 'members[value eq "e"]' },
    ]);
  });

  it.each(dialects)('that do not change need no request in the dialect %s', (dialect) => {
    expect(memberRequests('g1', members, { add: [], remove: [] }, { dialect, memberBatch: 1 })).toEqual([]);
  });
});
