import { describe, expect, it } from 'vitest';
import { ScimError } from '../error.ts';
import { ENTERPRISE_USER, USER } from '../schema/urn.ts';
import { defaultGroupMapping, defaultUserMapping } from './default-mapping.ts';
import { defineProfile } from './mapping-profile.ts';
import { attribute, type MappingRow } from './mapping-row.ts';
import { group, narrowUser, userDefinition, wholeUser } from './profiles.fixture.ts';

const from = { from: 'extensionAttribute1' };
const userName = attribute('userName', 'string', { required: true, filterable: true });

describe('a row that cannot be bound is refused with its place', () => {
  it.each<{ why: string; row: MappingRow; message: string }>([
    {
      why: 'an unknown attribute',
      row: attribute('rolez', 'string', from),
      message: 'unknown attribute "rolez"; did you mean roles?',
    },
    {
      why: 'an unknown sub-attribute',
      row: attribute('name.foo', 'string', from),
      message: 'unknown attribute "name.foo"',
    },
    {
      why: 'an extension attribute without its URN, which a table always has',
      row: attribute('department', 'string', from),
      message: `unknown attribute "department"; did you mean ${ENTERPRISE_USER}:department?`,
    },
    {
      why: 'an unknown extension',
      row: attribute('urn:x:y:badge', 'string', from),
      message: 'unknown attribute "urn:x:y:badge"',
    },
    {
      why: 'a wrong type',
      row: attribute('active', 'string'),
      message: 'active is a boolean in its schema, not a string',
    },
    {
      why: 'a wrong type of an element',
      row: attribute('emails[type eq "work"].primary', 'string', from),
      message: 'is a boolean in its schema, not a string',
    },
    {
      why: 'the type reference for a simple attribute',
      row: attribute('title', 'reference'),
      message: 'is a string in its schema',
    },
    {
      why: 'no source',
      row: attribute('nickName', 'string'),
      message: `Entra has no default mapping for nickName: name its source with { from: '…' }`,
    },
    {
      why: 'a source and unmapped',
      row: attribute('nickName', 'string', { ...from, unmapped: true }),
      message: 'nickName has both from and unmapped',
    },
    {
      why: 'an ambiguous element',
      row: attribute('emails.value', 'string', from),
      message: 'does not say which element: write emails[type eq "…"].value',
    },
    {
      why: 'an element without a sub-attribute',
      row: attribute('emails[type eq "work"]', 'complex', from),
      message: 'does not end in a sub-attribute of emails',
    },
    {
      why: 'an element with an unknown sub-attribute',
      row: attribute('emails[type eq "work"].country', 'string', from),
      message: 'does not end in a sub-attribute of emails',
    },
    {
      why: 'an element named by more than one comparison',
      row: attribute('emails[type eq "work" and primary eq true].value', 'string', from),
      message: 'must select one element with one eq comparison',
    },
    {
      why: 'an element named by another operator',
      row: attribute('emails[type ne "work"].value', 'string', from),
      message: 'must select one element with one eq comparison',
    },
    {
      why: 'an element named by presence',
      row: attribute('emails[type pr].value', 'string', from),
      message: 'must select one element with one eq comparison',
    },
    {
      why: 'an element named by null',
      row: attribute('emails[type eq null].value', 'string', from),
      message: 'must select one element with one eq comparison',
    },
    {
      why: 'an element of a single-valued attribute',
      row: attribute('name[formatted eq "x"].givenName', 'string', from),
      message: 'has a filter, but name has a single value',
    },
    {
      why: 'a read-only attribute with a source',
      row: attribute('groups', 'complex', from),
      message: 'groups is read-only',
    },
    {
      why: 'a required read-only attribute',
      row: attribute('groups', 'complex', { unmapped: true, required: true }),
      message: 'groups is read-only',
    },
    {
      why: 'a filterable read-only attribute',
      row: attribute('groups', 'complex', { unmapped: true, filterable: true }),
      message: 'groups is read-only',
    },
    {
      why: 'an element of a read-only attribute',
      row: attribute('groups[type eq "direct"].value', 'string', { unmapped: true }),
      message: 'name the whole attribute',
    },
    { why: 'a malformed path', row: attribute('emails[', 'string', from), message: 'emails[: The path' },
    {
      why: 'a malformed filter',
      row: attribute('emails[type xx "work"].value', 'string', from),
      message: 'xx is not an operator',
    },
    {
      why: 'a filter by an unknown attribute',
      row: attribute('emails[foo eq "work"].value', 'string', from),
      message: 'foo is not an attribute',
    },
  ])('$why', ({ row, message }) => {
    const define = () => defineProfile(userDefinition([userName, attribute('title', 'string'), row]));
    expect(define).toThrow(message);
    expect(define).toThrow(/^users\[2\]: (?!.*users\[2\])/);
    // The mistake is in the connector, so no request may be answered with a 400.
    expect(define).not.toThrow(ScimError);
  });

  it.each<[written: string, meant: string]>([
    ['email', 'emails[type eq "work"].value'],
    ['mail', 'emails[type eq "work"].value'],
    ['phoneNumber', 'phoneNumbers[type eq "work"].value'],
    ['mobile', 'phoneNumbers[type eq "mobile"].value'],
    ['UserNam', 'userName'],
    ['givenName', 'name.givenName'],
    ['name.givenNam', 'name.givenName'],
    ['surname', 'name.familyName'],
    ['jobTitle', 'title'],
    ['nicknames', 'nickName'],
    ['costCentre', `${ENTERPRISE_USER}:costCenter`],
    [`${ENTERPRISE_USER}:departement`, `${ENTERPRISE_USER}:department`],
    ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:Usr:division', `${ENTERPRISE_USER}:division`],
    ['emails[typ eq "work"].value', 'emails[type eq "work"].value'],
    ['emails[type eq "work"].valu', 'value'],
  ])('and %s is refused with the intended path: %s', (written, meant) => {
    const define = () => defineProfile(userDefinition([attribute(written, 'string', from)]));
    expect(define).toThrow(`; did you mean ${meant}?`);
  });

  it('and a misspelt type is refused with the right one', () => {
    const row = { path: 'userName', type: 'String' } as unknown as MappingRow; // as JavaScript may have it
    expect(() => defineProfile(userDefinition([row]))).toThrow(
      'users[0]: unknown type "String"; did you mean string?',
    );
  });

  it('and the place begins with the endpoint of the type', () => {
    const definition = { ...userDefinition([attribute('foo', 'string', from)]), endpoint: '/Devices' };
    expect(() => defineProfile(definition)).toThrow('devices[0]: ');
  });
});

describe('a repeated row', () => {
  it.each<[first: string, second: string, why: string]>([
    ['title', 'title', 'the paths are equal'],
    ['title', 'TITLE', 'the letter case of a name does not count'],
    ['title', `${USER}:title`, 'the URN of the core schema does not count'],
    [
      `${ENTERPRISE_USER}:division`,
      `${ENTERPRISE_USER.toUpperCase()}:Division`,
      'the letter case of a URN does not count',
    ],
    ['name.givenName', 'Name.GivenName', 'the letter case of a sub-attribute does not count'],
    [
      'emails[type eq "work"].value',
      'emails[type eq "Work"].value',
      'the letter case of a type does not count',
    ],
    ['emails[type eq "work"].value', 'Emails[ Type EQ "work" ].Value', 'blanks do not count'],
    ['roles[primary eq "True"].value', 'roles[primary eq true].value', 'a quoted boolean equals a boolean'],
  ])('%s beside %s is refused with both places: %s', (first, second) => {
    const rows = [userName, attribute(first, 'string', from), attribute(second, 'string', from)];
    expect(() => defineProfile(userDefinition(rows))).toThrow(
      `users[2]: ${second} already has a row, users[1]: remove one of them`,
    );
  });

  it.each<[first: MappingRow, second: MappingRow, why: string]>([
    [
      attribute('emails[type eq "work"].value', 'string'),
      attribute('emails[type eq "home"].value', 'string', from),
      'two elements',
    ],
    [
      attribute('emails[type eq "work"].value', 'string'),
      attribute('emails[type eq "work"].display', 'string', from),
      'two sub-attributes of one element',
    ],
    [
      attribute('emails[type eq "work"].value', 'string'),
      attribute('emails', 'complex', { unmapped: true }),
      'an element and the whole attribute',
    ],
    [
      attribute('roles[primary eq "True"].value', 'string', from),
      attribute('roles[value eq "True"].value', 'string', from),
      'elements named by different sub-attributes',
    ],
  ])('is not: %o beside %o are %s', (first, second) => {
    expect(() => defineProfile(userDefinition([userName, first, second]))).not.toThrow();
  });
});

describe('a row is bound, and its defaults are filled in', () => {
  it.each<{ why: string; row: MappingRow; bound: object }>([
    {
      why: 'options are false, the source is Entra’s default, the matching attribute has precedence 1',
      row: attribute('userName', 'string'),
      bound: {
        path: 'userName',
        type: 'string',
        required: false,
        filterable: false,
        matching: 1,
        source: 'userPrincipalName',
        assumed: undefined,
      },
    },
    {
      why: 'all its options',
      row: attribute('title', 'string', {
        required: true,
        filterable: true,
        matching: 2,
        from: 'jobTitle2',
        assumed: 'The tutorial does not say it.',
      }),
      bound: {
        path: 'title',
        required: true,
        filterable: true,
        matching: 2,
        source: 'jobTitle2',
        assumed: 'The tutorial does not say it.',
      },
    },
    {
      why: 'no precedence for other attributes',
      row: attribute('title', 'string'),
      bound: { matching: undefined, source: 'jobTitle' },
    },
    {
      why: 'no source if it is unmapped',
      row: attribute('nickName', 'string', { unmapped: true }),
      bound: { source: undefined },
    },
    {
      why: 'no source if it is unmapped, even if Entra has a default mapping',
      row: attribute('title', 'string', { unmapped: true }),
      bound: { source: undefined },
    },
    {
      why: 'a whole attribute, which Entra does not map',
      row: attribute('emails', 'complex', { unmapped: true }),
      bound: { type: 'complex', source: undefined, target: { kind: 'attribute', path: { sub: undefined } } },
    },
    {
      why: 'a read-only attribute, which is unmapped',
      row: attribute('groups', 'complex', { unmapped: true }),
      bound: { type: 'complex', source: undefined, required: false, filterable: false },
    },
    {
      why: 'a reference, which is complex in its schema',
      row: attribute(`${ENTERPRISE_USER}:manager`, 'reference'),
      bound: { type: 'reference', source: 'manager' },
    },
    {
      why: 'another precedence for the default matching attribute',
      row: attribute('userName', 'string', { matching: 3 }),
      bound: { matching: 3 },
    },
    {
      why: 'an element, with its slot',
      row: attribute('emails[type eq "work"].value', 'string'),
      bound: {
        target: { kind: 'element', slot: { value: 'work', subAttributes: ['value'] } },
        source: 'mail',
      },
    },
    {
      why: 'the primary element, with its quoted boolean as a boolean',
      row: attribute('roles[primary eq "True"].value', 'string', from),
      bound: { target: { kind: 'element', slot: { value: true, discriminator: { name: 'primary' } } } },
    },
    {
      why: 'an extension attribute',
      row: attribute(`${ENTERPRISE_USER}:manager`, 'reference'),
      bound: {
        target: { kind: 'attribute', path: { extension: ENTERPRISE_USER, attribute: { name: 'manager' } } },
      },
    },
    {
      why: 'a sub-attribute under the core URN',
      row: attribute(`${USER}:name.givenName`, 'string', from),
      bound: {
        target: { kind: 'attribute', path: { attribute: { name: 'name' }, sub: { name: 'givenName' } } },
      },
    },
  ])('$why', ({ row, bound }) => {
    expect(defineProfile(userDefinition([row])).rows).toMatchObject([bound]);
  });

  it('keeps the rows in the order of the tutorial', () => {
    expect(narrowUser.rows.map(({ path }) => path)).toEqual([
      'userName',
      'emails[type eq "work"].value',
      'active',
      'roles[primary eq "True"].value',
      'displayName',
      `${ENTERPRISE_USER}:organization`,
    ]);
  });
});

describe('Entra’s default mapping', () => {
  const types = new Map([...wholeUser.type.schema.attributes].map(({ name, type }) => [name, type]));

  it.each([...defaultUserMapping])('maps %s from %s, which a row can leave out', (path, source) => {
    const type = path.endsWith(':manager') ? 'reference' : (types.get(path) ?? 'string');
    expect(defineProfile(userDefinition([attribute(path, type)])).rows[0]?.source).toBe(source);
  });

  it.each([
    ['userName', 'userPrincipalName'],
    ['emails[type eq "work"].value', 'mail'],
    ['active', 'Switch([IsSoftDeleted], , "False", "True", "True", "False")'],
    ['externalId', 'mailNickname'],
  ])('takes %s from %s', (path, source) => {
    expect(defaultUserMapping.get(path)).toBe(source);
  });

  it('of groups has three rows', () => {
    expect(group.rows.map(({ path, source }) => [path, source])).toEqual([...defaultGroupMapping]);
  });
});
