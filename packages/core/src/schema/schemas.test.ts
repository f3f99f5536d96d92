import { describe, expect, it } from 'vitest';
import { isObject } from '../json.ts';
import { elementLabels, findAttribute, string, type Attribute, type Schema } from './attribute.ts';
import { commonAttributes } from './common-attributes.ts';
import { enterpriseUserSchema } from './enterprise-user.ts';
import { groupSchema } from './group.ts';
import { ENTERPRISE_USER, GROUP, USER } from './urn.ts';
import { userSchema } from './user.ts';

/** The characteristics that differ from the defaults of RFC 7643 §7, as text. */
function words(attribute: Attribute): string {
  const { type, multiValued, required, caseExact, mutability, returned, uniqueness } = attribute;
  return [
    type,
    multiValued && 'multi',
    required && 'required',
    caseExact && 'exact',
    mutability !== 'readWrite' && mutability,
    returned !== 'default' && `returned:${returned}`,
    uniqueness !== 'none' && `unique:${uniqueness}`,
  ]
    .filter((word) => word !== false)
    .join(' ');
}

function flatten(attributes: readonly Attribute[], prefix = ''): [path: string, attribute: Attribute][] {
  return attributes.flatMap((attribute): [string, Attribute][] => [
    [prefix + attribute.name, attribute],
    ...flatten(attribute.subAttributes ?? [], `${prefix}${attribute.name}.`),
  ]);
}

const strings = (names: string): Record<string, string> =>
  Object.fromEntries(names.split(' ').map((name) => [name, 'string']));

/** RFC 7643 §2.4: the sub-attributes that every multi-valued attribute has. */
const plural = (name: string, value = 'string'): Record<string, string> => ({
  [name]: 'complex multi',
  [`${name}.value`]: value,
  [`${name}.display`]: 'string',
  [`${name}.type`]: 'string',
  [`${name}.primary`]: 'boolean',
});

const user: Record<string, string> = {
  userName: 'string required unique:server',
  name: 'complex',
  ...strings('name.formatted name.familyName name.givenName name.middleName name.honorificPrefix'),
  ...strings('name.honorificSuffix displayName nickName'),
  profileUrl: 'reference exact', // AMB-49: references are compared with their case
  ...strings('title userType preferredLanguage locale timezone'),
  active: 'boolean',
  password: 'string writeOnly returned:never',
  ...plural('emails'),
  ...plural('phoneNumbers'),
  ...plural('ims'),
  ...plural('photos', 'reference exact'),
  addresses: 'complex multi',
  ...strings('addresses.formatted addresses.streetAddress addresses.locality addresses.region'),
  ...strings('addresses.postalCode addresses.country addresses.display addresses.type'),
  'addresses.primary': 'boolean', // AMB-19: missing in the published schema, used in its example
  groups: 'complex multi readOnly',
  'groups.value': 'string exact readOnly',
  'groups.$ref': 'reference exact readOnly',
  'groups.display': 'string readOnly',
  'groups.type': 'string readOnly',
  ...plural('entitlements'),
  ...plural('roles'),
  ...plural('x509Certificates', 'binary exact'),
};

const group: Record<string, string> = {
  displayName: 'string required', // erratum 5368
  members: 'complex multi',
  'members.value': 'string exact immutable',
  'members.$ref': 'reference exact immutable',
  'members.type': 'string immutable',
};

const enterpriseUser: Record<string, string> = {
  ...strings('employeeNumber costCenter organization division department'),
  manager: 'complex',
  'manager.value': 'string exact', // erratum 8472
  'manager.$ref': 'reference exact',
  'manager.displayName': 'string readOnly',
};

const common: Record<string, string> = {
  schemas: 'reference multi readOnly returned:always',
  id: 'string exact readOnly returned:always unique:server',
  externalId: 'string exact',
  meta: 'complex readOnly',
  'meta.resourceType': 'string exact readOnly',
  'meta.created': 'dateTime readOnly',
  'meta.lastModified': 'dateTime readOnly',
  'meta.location': 'reference exact readOnly',
  'meta.version': 'string exact readOnly',
};

const sets = [
  { title: 'User', attributes: userSchema.attributes, expected: user },
  { title: 'Group', attributes: groupSchema.attributes, expected: group },
  { title: 'EnterpriseUser', attributes: enterpriseUserSchema.attributes, expected: enterpriseUser },
  { title: 'every resource', attributes: commonAttributes, expected: common },
];

describe.each(sets)('the attributes of $title', ({ attributes, expected }) => {
  const actual = Object.fromEntries(flatten(attributes));

  it.each(Object.entries(expected))('%s is %s', (path, characteristics) => {
    const attribute = actual[path];
    expect(attribute && words(attribute)).toBe(characteristics);
  });

  it('are these and no others', () => {
    expect(Object.keys(actual).toSorted()).toEqual(Object.keys(expected).toSorted());
  });
});

describe('references have referenceTypes (RFC 7643 §7)', () => {
  it.each([
    ['groups.$ref', userSchema, ['Group']], // erratum 8471
    ['profileUrl', userSchema, ['external']],
    ['photos.value', userSchema, ['external']],
    ['members.$ref', groupSchema, ['User', 'Group']],
    ['manager.$ref', enterpriseUserSchema, ['User']],
  ] as const)('%s', (path, { attributes }, types) => {
    expect(Object.fromEntries(flatten(attributes))[path]?.referenceTypes).toEqual(types);
  });
});

const schemas: readonly Schema[] = [userSchema, groupSchema, enterpriseUserSchema];
const everywhere = schemas.flatMap(({ name, attributes }) =>
  flatten(attributes).map(([path, attribute]) => ({ path: `${name} ${path}`, attribute })),
);

describe('canonicalValues, from which Microsoft derives its targets', () => {
  const types = everywhere.filter(({ attribute }) => attribute.name === 'type');

  it('are on the type of every multi-valued attribute', () => {
    const plurals = everywhere.filter(({ attribute }) => attribute.multiValued);
    expect(types).toHaveLength(plurals.length);
  });

  it.each(types)('$path has canonicalValues', ({ attribute }) => {
    expect(attribute.canonicalValues?.length).toBeGreaterThan(0);
  });

  it.each([
    ['emails', ['work', 'home', 'other']],
    ['phoneNumbers', ['work', 'home', 'mobile', 'fax', 'pager', 'other']],
    ['ims', ['aim', 'gtalk', 'icq', 'xmpp', 'msn', 'skype', 'qq', 'yahoo', 'other']],
    ['photos', ['photo', 'thumbnail']],
    ['addresses', ['work', 'home', 'other']],
    ['groups', ['direct', 'indirect']],
  ])('%s has the types of RFC 7643 §4.1.2', (name, values) => {
    const { subAttributes } = findAttribute(userSchema.attributes, name) ?? {};
    expect(findAttribute(subAttributes, 'type')?.canonicalValues).toEqual(values);
  });
});

describe('the rules of RFC 7643 §7 for a definition', () => {
  it('name the URNs of the RFC', () => {
    expect(schemas.map(({ id }) => id)).toEqual([USER, GROUP, ENTERPRISE_USER]);
    expect(ENTERPRISE_USER).toBe('urn:ietf:params:scim:schemas:extension:enterprise:2.0:User');
  });

  it.each(everywhere)('$path follows them', ({ attribute }) => {
    const { name, type, description, subAttributes = [], referenceTypes } = attribute;
    expect(name).toMatch(/^[A-Za-z$][A-Za-z0-9_$-]*$/);
    expect(description).not.toBe('');
    expect(subAttributes.length > 0).toBe(type === 'complex');
    // Only the schema of schemas itself may nest complex attributes (verified errata 5606, 8415).
    expect(subAttributes.map((sub) => sub.type)).not.toContain('complex');
    expect(referenceTypes !== undefined).toBe(type === 'reference');
    // For Entra, a characteristic without a value must be absent, not null (section C).
    expect(Object.values(attribute)).not.toContain(null);
    expect(Object.values(attribute)).not.toContain(undefined);
  });

  it('fill in every characteristic that a definition leaves out', () => {
    expect(string('title', 'Job title.')).toEqual({
      name: 'title',
      type: 'string',
      multiValued: false,
      description: 'Job title.',
      required: false,
      caseExact: false,
      mutability: 'readWrite',
      returned: 'default',
      uniqueness: 'none',
    });
  });

  it('leave out canonicalValues if there are none', () => {
    expect(findAttribute(elementLabels([]), 'type')).not.toHaveProperty('canonicalValues');
  });

  it('are plain data, which can be served', () => {
    for (const schema of schemas) {
      expect(isObject(schema)).toBe(true);
      expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
    }
  });
});

describe('findAttribute', () => {
  it.each([
    { name: 'userName', found: 'userName' },
    { name: 'USERNAME', found: 'userName' },
    { name: 'username ', found: undefined },
    { name: 'constructor', found: undefined },
    { name: '', found: undefined },
  ])('finds $found by "$name" (RFC 7643 §2.1)', ({ name, found }) => {
    expect(findAttribute(userSchema.attributes, name)?.name).toBe(found);
  });

  it('finds nothing if there are no attributes', () => {
    expect(findAttribute(undefined, 'value')).toBeUndefined();
  });
});
