import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import type { JsonObject } from '../json.ts';
import { group, narrowUser, wholeUser } from '../profile/profiles.fixture.ts';
import { checkResource } from '../resource/check.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import { deepFreeze, patch, type Operation } from './patch.fixture.ts';

// The numbers are those of entra-client-behaviour.md.
const mira = deepFreeze({ userName: 'mira@fjordline.example', active: true });
const department = `${ENTERPRISE_USER}:department`;
const organization = `${ENTERPRISE_USER}:organization`;

/** The same change in both dialects. */
interface Change {
  readonly title: string;
  readonly verbose: readonly Operation[];
  readonly flat: readonly Operation[];
  readonly whole: JsonObject;
  readonly narrow: JsonObject;
  /** The paths that the narrow profile does not have. */
  readonly ignored: readonly string[];
}

const changes: Change[] = [
  {
    title: '47 and 48: several attributes at once',
    verbose: [
      { op: 'Replace', path: 'displayName', value: 'Mira Rao-Lund' },
      { op: 'Replace', path: 'name.familyName', value: 'Rao-Lund' },
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'mira.lund@fjordline.example' },
      { op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: '+47 55 00 00 00' },
      { op: 'Add', path: 'externalId', value: 'mira.rao' },
      { op: 'Replace', path: department, value: 'Harbour Ops' },
      { op: 'Replace', path: organization, value: 'Fjordline' },
      { op: 'Replace', path: 'active', value: 'False' },
    ],
    flat: [
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'mira.lund@fjordline.example' },
      { op: 'add', path: 'phoneNumbers[type eq "work"].value', value: '+47 55 00 00 00' },
      {
        op: 'replace',
        value: {
          displayName: 'Mira Rao-Lund',
          'name.familyName': 'Rao-Lund',
          active: false,
          [department]: 'Harbour Ops',
          [organization]: 'Fjordline',
        },
      },
      { op: 'add', value: { externalId: 'mira.rao' } },
    ],
    whole: {
      ...mira,
      displayName: 'Mira Rao-Lund',
      name: { familyName: 'Rao-Lund' },
      emails: [{ type: 'work', value: 'mira.lund@fjordline.example' }],
      phoneNumbers: [{ type: 'work', value: '+47 55 00 00 00' }],
      externalId: 'mira.rao',
      [ENTERPRISE_USER]: { department: 'Harbour Ops', organization: 'Fjordline' },
      active: false,
    },
    narrow: {
      ...mira,
      displayName: 'Mira Rao-Lund',
      emails: [{ type: 'work', value: 'mira.lund@fjordline.example' }],
      externalId: 'mira.rao',
      [ENTERPRISE_USER]: { organization: 'Fjordline' },
      active: false,
    },
    ignored: ['name.familyName', 'phoneNumbers[type eq "work"].value', department],
  },
  {
    title: '63: the one role',
    verbose: [{ op: 'Add', path: 'roles[primary eq "True"].value', value: 'Auditor' }],
    flat: [{ op: 'replace', path: 'roles[primary eq "True"].value', value: 'Auditor' }],
    whole: { ...mira, roles: [{ primary: true, value: 'Auditor' }] },
    narrow: { ...mira, roles: [{ primary: true, value: 'Auditor' }] },
    ignored: [],
  },
  {
    title: '55: an absent optional attribute emptied',
    verbose: [
      { op: 'Replace', path: 'title', value: '' },
      { op: 'Replace', path: 'emails[type eq "work"].value', value: '' },
    ],
    flat: [
      { op: 'replace', value: { title: null } },
      { op: 'replace', path: 'emails[type eq "work"].value', value: null },
    ],
    whole: mira,
    narrow: mira,
    ignored: ['title'],
  },
  {
    title: '68: disabled',
    verbose: [{ op: 'Replace', path: 'active', value: 'False' }],
    flat: [{ op: 'replace', value: { active: false } }],
    whole: { ...mira, active: false },
    narrow: { ...mira, active: false },
    ignored: [],
  },
  {
    title: '68: enabled, in the letter case of an administrator',
    verbose: [{ op: 'Replace', path: 'active', value: 'true' }],
    flat: [{ op: 'replace', path: 'active', value: true }],
    whole: mira,
    narrow: mira,
    ignored: [],
  },
  {
    title: '51: an existing value added',
    verbose: [{ op: 'Add', path: 'userName', value: 'mira@new.example' }],
    flat: [{ op: 'add', value: { userName: 'mira@new.example' } }],
    whole: { ...mira, userName: 'mira@new.example' },
    narrow: { ...mira, userName: 'mira@new.example' },
    ignored: [],
  },
];

describe.each(changes)('$title', ({ verbose, flat, whole, narrow, ignored }) => {
  const dialects = [
    { dialect: 'default', operations: verbose },
    { dialect: 'aadOptscim062020', operations: flat },
  ];

  it.each(dialects)('$dialect, on the whole of RFC 7643', ({ operations }) => {
    const context = openParseContext();
    expect(patch(wholeUser.type, mira, operations, context).resource).toEqual(whole);
    expect([...context.ignored]).toEqual([]);
  });

  it.each(dialects)('$dialect, on a narrow profile', ({ operations }) => {
    const context = openParseContext();
    expect(patch(narrowUser.type, mira, operations, context).resource).toEqual(narrow);
    expect([...context.ignored].toSorted()).toEqual([...ignored].toSorted());
  });
});

describe('48: only the default dialect needs its own departures', () => {
  it.each([
    { title: 'default', of: changes.flatMap(({ verbose }) => verbose), has: 'op-in-any-case' },
    { title: 'aadOptscim062020', of: changes.flatMap(({ flat }) => flat), has: 'flat-value-map' },
  ])('$title: $has', ({ of, has }) => {
    const context = openParseContext();
    patch(wholeUser.type, mira, of, context);
    expect(
      [...context.departures].filter((id) => id === 'op-in-any-case' || id === 'flat-value-map'),
    ).toEqual([has]);
  });
});

describe('114: the largest PATCH of the validator', () => {
  const operations = [
    { op: 'replace', path: 'emails[type eq "work"].value', value: 'a1@test.example' },
    { op: 'replace', path: 'emails[type eq "work"].primary', value: true },
    { op: 'replace', path: 'addresses[type eq "work"].locality', value: 'QWERTY' },
    { op: 'replace', path: 'phoneNumbers[type eq "fax"].value', value: '55-123-4567' },
    { op: 'replace', path: 'roles[primary eq "True"].value', value: 'ROLEX' },
    {
      op: 'replace',
      value: { active: true, displayName: 'ABCDEF', 'name.givenName': 'Ann', [department]: 'XYZ' },
    },
  ];

  it('on the whole of RFC 7643', () => {
    expect(patch(wholeUser.type, mira, operations).resource).toEqual({
      ...mira,
      emails: [{ type: 'work', value: 'a1@test.example', primary: true }],
      addresses: [{ type: 'work', locality: 'QWERTY' }],
      phoneNumbers: [{ type: 'fax', value: '55-123-4567' }],
      roles: [{ primary: true, value: 'ROLEX' }],
      displayName: 'ABCDEF',
      name: { givenName: 'Ann' },
      [ENTERPRISE_USER]: { department: 'XYZ' },
    });
  });

  it('on a narrow profile, with a complete resource as the result', () => {
    const { resource } = patch(narrowUser.type, mira, [
      ...operations,
      { op: 'add', value: { [organization]: 'X' } },
    ]);
    expect(() => checkResource(resource, narrowUser.type)).not.toThrow();
  });
});

describe('80: a group is renamed', () => {
  const stored = { displayName: 'Dock Planners', externalId: 'g' };

  it.each<{ dialect: string; operation: Operation }>([
    { dialect: 'default', operation: { op: 'Replace', path: 'displayName', value: 'Planners' } },
    { dialect: 'aadOptscim062020', operation: { op: 'replace', value: { displayName: 'Planners' } } },
  ])('$dialect', ({ operation }) => {
    expect(patch(group.type, stored, [operation]).resource).toEqual({ ...stored, displayName: 'Planners' });
  });
});
