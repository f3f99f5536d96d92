import { describeConnector } from '@scimwright/testing';
import table from '../entra-table.json' with { type: 'json' };
import { infobric } from './index.ts';

describeConnector(infobric, {
  table, // the six attributes that the tutorial keeps, and Entra's default mapping of groups
  readme: new URL('../README.md', import.meta.url),
  settings: {},
  user: {
    userName: 'ada@contoso.example',
    active: true,
    emails: [{ type: 'work', value: 'ada@contoso.example' }],
    name: { givenName: 'Ada', familyName: 'Byron' },
    phoneNumbers: [{ type: 'mobile', value: '+47 900 10 200' }],
  },
  rejects: [
    {
      title: 'an empty userName',
      change: { userName: '' },
      scimType: 'invalidValue',
      detail: 'userName',
    },
    {
      title: 'a mobile number that is not a string',
      change: { phoneNumbers: [{ type: 'mobile', value: { country: '47' } }] },
      scimType: 'invalidValue',
      detail: 'phoneNumbers',
    },
    {
      title: 'an active that is not a boolean',
      change: { active: 'maybe' },
      scimType: 'invalidValue',
      detail: 'active',
    },
  ],
});
