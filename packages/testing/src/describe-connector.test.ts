import { describe } from 'vitest';
import { describeConnector } from './describe-connector.ts';
import { describeTable } from './connector/describe-table.ts';
import { crew, crewTable, harbour, harbourTable, quay, quayTable } from './connector/connectors.fixture.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

describeConnector(harbour, {
  table: harbourTable,
  settings: {},
  user: {
    userName: 'ada@norrvik.example',
    displayName: 'Ada Byron',
    active: true,
    name: { givenName: 'Ada', familyName: 'Byron' },
    emails: [{ type: 'work', primary: true, value: 'ada@norrvik.example' }],
    phoneNumbers: [{ type: 'fax', value: '+47 70 10 20 99' }],
    roles: [{ primary: 'True', value: 'Pilot' }],
    [ENTERPRISE]: { department: 'Quay 1', employeeNumber: 'N-1' },
  },
  rejects: [
    {
      title: 'a name that is not a string',
      change: { displayName: { given: 'Ada' } },
      scimType: 'invalidValue',
      detail: 'displayName',
    },
  ],
});

describeConnector(crew, {
  table: crewTable,
  settings: {},
  user: {
    userName: 'ada@norrvik.example',
    active: true,
    emails: [{ type: 'work', value: 'ada@norrvik.example' }],
  },
  rejects: [
    {
      title: 'an active that is not a boolean',
      change: { active: 'maybe' },
      scimType: 'invalidValue',
      detail: 'active',
    },
  ],
});

describe('a connector without a tutorial', () => {
  describeTable(crew, null);
});

describeConnector(quay, {
  table: quayTable,
  settings: {},
  user: { userName: 'ada@norrvik.example', displayName: 'Ada Byron' },
  rejects: [],
});
