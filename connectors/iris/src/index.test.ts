import { describeConnector } from '@scimwright/testing';
import table from '../entra-table.json' with { type: 'json' };
import { iris } from './index.ts';

describeConnector(iris, {
  table, // the table of the tutorial; rows, flags and order must match the connector
  readme: new URL('../README.md', import.meta.url),
  settings: {},
  user: {
    userName: 'ada@contoso.example',
    active: true,
    emails: [{ type: 'work', value: 'ada@contoso.example' }],
    name: { givenName: 'Ada', familyName: 'Byron', formatted: 'Ada Byron' },
    phoneNumbers: [
      { type: 'work', value: '+31 20 555 0100' },
      { type: 'mobile', value: '+31 6 5550 0100' },
    ],
    externalId: 'ada',
  },
  rejects: [
    { title: 'an empty userName', change: { userName: '' }, scimType: 'invalidValue', detail: 'userName' },
    {
      title: 'an externalId that is not a string',
      change: { externalId: { id: 'ada' } },
      scimType: 'invalidValue',
      detail: 'externalId',
    },
    {
      title: 'a name that is not an object',
      change: { name: 'Ada Byron' },
      scimType: 'invalidValue',
      detail: 'name',
    },
  ],
});
