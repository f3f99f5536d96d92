import { describeConnector } from '@scimwright/testing';
import table from '../entra-table.json' with { type: 'json' };
import { bic } from './index.ts';

const PRIMARY_ROLE = 'roles[primary eq "True"].value';

describeConnector(bic, {
  table, // the two tables of the tutorial; rows, flags and order must match the connector
  readme: new URL('../README.md', import.meta.url),
  settings: { roles: ['Viewer', 'Editor'] },
  user: {
    userName: 'ada@contoso.example',
    displayName: 'Ada Byron',
    active: true,
    emails: [{ type: 'work', value: 'ada@contoso.example' }],
    roles: [{ primary: 'True', value: 'Editor' }],
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { organization: 'Contoso' },
  },
  other: { [PRIMARY_ROLE]: 'Viewer' },
  rejects: [
    {
      title: 'an unknown role',
      change: { roles: [{ primary: 'True', value: 'Root' }] },
      scimType: 'invalidValue',
      detail: 'Viewer, Editor',
    },
    {
      title: 'a role in another letter case',
      change: { roles: [{ primary: true, value: 'editor' }] },
      scimType: 'invalidValue',
      detail: PRIMARY_ROLE,
    },
    { title: 'no role at all', change: { roles: [] }, scimType: 'invalidValue', detail: PRIMARY_ROLE },
    {
      title: 'two primary roles',
      change: {
        roles: [
          { primary: true, value: 'Viewer' },
          { primary: true, value: 'Editor' },
        ],
      },
      scimType: 'invalidValue',
      detail: 'roles',
    },
    {
      title: 'a group without externalId',
      resource: 'group',
      change: { externalId: null },
      scimType: 'invalidValue',
      detail: 'externalId',
    },
  ],
});
