import { describeConnector } from '@scimwright/testing';
import { expect, it } from 'vitest';
import table from '../entra-table.json' with { type: 'json' };
import { template } from './index.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

// The tests are derived from the definition. Edit the examples: what your product accepts, and what it rejects.
describeConnector(template, {
  table, // the rows of your tutorial; change both together
  settings: {}, // settings of a tenant that your schema accepts
  user: {
    userName: 'ada@contoso.example',
    active: true,
    displayName: 'Ada Byron',
    name: { givenName: 'Ada', familyName: 'Byron', formatted: 'Ada Byron' },
    emails: [
      { type: 'work', value: 'ada@contoso.example', primary: true },
      { type: 'home', value: 'ada@home.example' },
    ],
    phoneNumbers: [{ type: 'fax', value: '+47 55 01 10 01' }],
    roles: [{ value: 'Editor', primary: true }],
    externalId: 'ada',
    [ENTERPRISE]: { employeeNumber: 'C-1001', department: 'Operations' },
  },
  // Missing required attributes and unsupported filters are tested already.
  rejects: [
    { title: 'an empty userName', change: { userName: '' }, scimType: 'invalidValue', detail: 'userName' },
    {
      title: 'two primary mails',
      change: {
        emails: [
          { type: 'work', value: 'ada@contoso.example', primary: true },
          { type: 'home', value: 'ada@home.example', primary: true },
        ],
      },
      scimType: 'invalidValue',
      detail: 'emails',
    },
    {
      title: 'a certificate that is not base64',
      change: { x509Certificates: [{ value: '%%%' }] },
      scimType: 'invalidValue',
      detail: 'x509Certificates',
    },
    {
      title: 'an empty displayName',
      resource: 'group',
      change: { displayName: '' },
      scimType: 'invalidValue',
      detail: 'displayName',
    },
  ],
});

// Delete this test with the first row that you delete: it is about the template only.
it('has every attribute of RFC 7643 but password', () => {
  const { schema, extensions } = template.users.type;
  expect(schema.attributes.map(({ name }) => name)).toEqual([
    'userName',
    'name',
    'displayName',
    'nickName',
    'profileUrl',
    'title',
    'userType',
    'preferredLanguage',
    'locale',
    'timezone',
    'active',
    'emails',
    'phoneNumbers',
    'ims',
    'photos',
    'addresses',
    'groups',
    'entitlements',
    'roles',
    'x509Certificates',
    'externalId',
  ]);
  const parts = (attribute: string) =>
    schema.attributes.find(({ name }) => name === attribute)?.subAttributes?.length;
  expect({ name: parts('name'), addresses: parts('addresses') }).toEqual({ name: 6, addresses: 9 });
  expect(extensions.flatMap((extension) => extension.schema.attributes.map(({ name }) => name))).toEqual([
    'employeeNumber',
    'costCenter',
    'organization',
    'division',
    'department',
    'manager',
  ]);
});
