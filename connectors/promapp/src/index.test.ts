import { describeConnector } from '@scimwright/testing';
import table from '../entra-table.json' with { type: 'json' };
import { promapp } from './index.ts';

describeConnector(promapp, {
  table, // Entra's default mapping, because the tutorial's table is a screenshot
  readme: new URL('../README.md', import.meta.url),
  settings: {},
  user: {
    userName: 'ada@contoso.example',
    active: true,
    displayName: 'Ada Byron',
    title: 'Process Owner',
    emails: [{ type: 'work', value: 'ada@contoso.example' }],
    name: { givenName: 'Ada', familyName: 'Byron', formatted: 'Ada Byron' },
    addresses: [{ type: 'work', streetAddress: 'Quay 4', locality: 'Bergen', country: 'NO' }],
    phoneNumbers: [{ type: 'mobile', value: '+47 900 10 200' }],
    externalId: 'ada',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Operations' },
  },
  rejects: [
    { title: 'an empty userName', change: { userName: '' }, scimType: 'invalidValue', detail: 'userName' },
    {
      title: 'a work mail that is not a string',
      change: { emails: [{ type: 'work', value: { address: 'ada@contoso.example' } }] },
      scimType: 'invalidValue',
      detail: 'emails',
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
