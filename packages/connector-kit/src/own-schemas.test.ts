import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  attribute,
  defineConnector,
  defineSchema,
  supportIssuedToken,
  type AttributeDefinition,
  type ConnectorDefinition,
  type ResourceDefinition,
  type Schema,
} from './index.ts';

const text = (name: string, more: Partial<AttributeDefinition> = {}): AttributeDefinition => ({
  name,
  description: 'Something.',
  ...more,
});
const schemaOf = (id: string, ...attributes: readonly AttributeDefinition[]): Schema =>
  defineSchema({ id, name: 'Own', description: 'Of our own', attributes });

const ACCESS = 'urn:contoso:params:scim:schemas:extension:access:2.0:User';
const access = schemaOf(
  ACCESS,
  text('badge', { required: true, uniqueness: 'server', mutability: 'immutable' }),
  text('floor', { type: 'integer' }),
  text('note', { returned: 'request' }),
);
const device = schemaOf(
  'urn:contoso:params:scim:schemas:2.0:Device',
  text('serial', { required: true }),
  text('owner', {
    type: 'complex',
    subAttributes: [text('value'), text('$ref', { type: 'reference', referenceTypes: ['User'] })],
  }),
);
const devices: ResourceDefinition = {
  name: 'Device',
  endpoint: '/Devices',
  schema: device,
  rows: [attribute('serial', 'string', { filterable: true }), attribute('owner', 'reference')],
};

const settings = z.strictObject({});
const definition: ConnectorDefinition<typeof settings> = {
  id: 'flow',
  displayName: 'Contoso Flow',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
  settings,
  extensions: { users: [access] },
  users: [
    attribute('userName', 'string', { required: true, filterable: true }),
    attribute('active', 'boolean'),
    attribute(`${ACCESS}:badge`, 'string', { from: 'employeeId' }),
    attribute(`${ACCESS}:floor`, 'integer', { unmapped: true, filterable: true }),
  ],
  groups: [attribute('displayName', 'string'), attribute('members', 'reference')],
  resources: [devices],
  token: supportIssuedToken({ instructions: 'Write to Flow support.', overlapDays: 7 }),
};
const flow = defineConnector(definition);

describe('an extension of the vendor', () => {
  const { type, rows } = flow.users;

  it('has the attributes that rows name, and is required if one of them is required', () => {
    const [extension] = type.extensions;
    expect(type.extensions).toHaveLength(1);
    expect(extension?.required).toBe(true);
    expect(extension?.schema.attributes.map(({ name }) => name)).toEqual(['badge', 'floor']);
    expect(type.required.map(({ path }) => path)).toEqual(['userName', `${ACCESS}:badge`]);
  });

  it('has an index for each filterable and each unique attribute', () => {
    expect(type.indexes.map(({ path, unique }) => [path, unique])).toEqual([
      ['userName', true],
      [`${ACCESS}:badge`, true],
      [`${ACCESS}:floor`, false],
      ['externalId', false],
    ]);
  });

  it('has immutable attributes, and is plain if everything is returned', () => {
    expect(type.immutable.map(({ attribute: { name } }) => name)).toEqual(['badge']);
    expect(type.isPlain).toBe(true);
    const withNote = [...definition.users, attribute(`${ACCESS}:note`, 'string', { unmapped: true })];
    expect(defineConnector({ ...definition, users: withNote }).users.type.isPlain).toBe(false);
  });

  it('has the Entra sources of its rows', () => {
    expect(rows.map(({ source }) => source)).toEqual([
      'userPrincipalName',
      expect.stringContaining('IsSoftDeleted'),
      'employeeId',
      undefined,
    ]);
  });
});

describe('a resource type of the vendor', () => {
  const [profile] = flow.resources;

  it('is like users and groups, but has no Entra sources', () => {
    expect(profile?.type).toMatchObject({ name: 'Device', endpoint: '/Devices', description: 'Of our own' });
    expect(profile?.type.required.map(({ path }) => path)).toEqual(['serial']);
    expect(profile?.rows.map(({ source, matching }) => [source, matching])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(defineConnector({ ...definition, resources: [] }).resources).toEqual([]);
  });

  it('can be a member of a group', () => {
    const parts = flow.groups?.type.membership?.subAttributes;
    expect(parts?.find(({ name }) => name === 'type')?.canonicalValues).toEqual(['User', 'Group', 'Device']);
    expect(parts?.find(({ name }) => name === '$ref')?.referenceTypes).toEqual(['User', 'Group', 'Device']);
  });
});

const other = (change: Partial<ResourceDefinition>): Partial<typeof definition> => ({
  resources: [
    devices,
    {
      ...devices,
      name: 'Desk',
      endpoint: '/Desks',
      schema: schemaOf('urn:contoso:desk', text('serial')),
      rows: [attribute('serial', 'string')],
      ...change,
    },
  ],
});
const extended = (...attributes: readonly AttributeDefinition[]): Partial<typeof definition> => {
  const schema = schemaOf('urn:contoso:more', ...attributes);
  const rows = attributes.map(({ name, type = 'string' }) =>
    attribute(`${schema.id}:${name}`, type, { unmapped: true }),
  );
  return { extensions: { users: [access, schema] }, users: [...definition.users, ...rows] };
};

it.each<[why: string, change: Partial<typeof definition>, told: string]>([
  [
    'a row of an extension that is not declared',
    { extensions: {} },
    `flow: users[2]: unknown attribute "${ACCESS}:badge"`,
  ],
  [
    'a row with a type that differs from the schema',
    { users: [attribute(`${ACCESS}:floor`, 'string', { unmapped: true })] },
    'is a integer in its schema',
  ],
  [
    'a row of an extension without a source',
    { users: [attribute(`${ACCESS}:floor`, 'integer')] },
    'Entra has no default mapping',
  ],
  [
    'a row for an attribute that the resource type lacks',
    other({ rows: [attribute('size', 'integer')] }),
    'flow: desks[0]: unknown attribute "size"',
  ],
  [
    'a resource type with a lower-case name',
    other({ name: 'desk' }),
    'flow: resources[1]: desk is not a valid name',
  ],
  [
    'the name of a schema of the OpenAPI document',
    other({ name: 'DeskList' }),
    'DeskList is not a valid name',
  ],
  ['an endpoint with two parts', other({ endpoint: '/Desks/All' }), '/Desks/All is not a valid endpoint'],
  ['an endpoint that begins with a dot', other({ endpoint: '/.search' }), '/.search is not a valid endpoint'],
  ['a second User', other({ name: 'User' }), 'User is a name of RFC 7643 or RFC 7644'],
  ['another Groups', other({ endpoint: '/Groups' }), 'Groups is a name of RFC 7643 or RFC 7644'],
  ['another Me', other({ endpoint: '/Me' }), 'Me is a name of RFC'],
  ['another Bulk', other({ endpoint: '/Bulk' }), 'Bulk is a name of RFC'],
  ['another Schemas', other({ endpoint: '/Schemas' }), 'Schemas is a name of RFC'],
  [
    'two resource types of one name',
    other({ name: 'Device' }),
    'resources[1]: Device is already used in resources[0]',
  ],
  ['two resource types at one endpoint', other({ endpoint: '/Devices' }), '/Devices is already used'],
  [
    'two resource types of one schema',
    other({ schema: device }),
    `${device.id} is already used in resources[0]`,
  ],
  [
    'a schema whose URN begins with the URN of another schema',
    other({
      extensions: [schemaOf('urn:contoso:desk:more', text('a'))],
      rows: [attribute('serial', 'string'), attribute('urn:contoso:desk:more:a', 'string')],
    }),
    'begins with the id of another schema',
  ],
  [
    'an extension with an attribute of RFC 7643',
    extended(text('title')),
    'urn:contoso:more has an attribute title, and so has urn:ietf',
  ],
  [
    'an extension with an attribute of the enterprise extension',
    extended(text('Department')),
    'has an attribute Department',
  ],
  [
    'two extensions with an attribute of the same name',
    extended(text('floor', { type: 'integer' })),
    'has an attribute floor, and so has',
  ],
  [
    'a reference to an unknown type',
    extended(text('desk', { type: 'reference', referenceTypes: ['Desk'] })),
    'desk refers to Desk, which is not a resource type',
  ],
])('a connector with %s is refused, with the place', (_, change, told) => {
  expect(() => defineConnector({ ...definition, ...change })).toThrow(told);
});
