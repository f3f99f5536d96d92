import { describeConnector } from '@scimwright/testing';
import table from '../entra-table.json' with { type: 'json' };
import { tribeloo } from './index.ts';

describeConnector(tribeloo, {
  table, // the table of the tutorial; rows, flags and order must match the connector
  readme: new URL('../README.md', import.meta.url),
  settings: {},
  user: {
    userName: 'ada@contoso.example',
    emails: [{ type: 'work', value: 'ada@contoso.example' }],
    active: true,
    displayName: 'Ada Byron',
    name: { givenName: 'Ada', familyName: 'Byron' },
    addresses: [{ type: 'work', formatted: 'Quay 4, Bergen' }],
  },
  rejects: [
    { title: 'an empty userName', change: { userName: '' }, scimType: 'invalidValue', detail: 'userName' },
    {
      title: 'an address that is not an object',
      change: { addresses: ['Quay 4, Bergen'] },
      scimType: 'invalidValue',
      detail: 'addresses',
    },
    {
      title: 'an active that is not a boolean',
      change: { active: 'maybe' },
      scimType: 'invalidValue',
      detail: 'active',
    },
  ],
});
