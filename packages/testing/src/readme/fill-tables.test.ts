import { attribute, defineConnector, personalToken, supportIssuedToken } from '@scimwright/connector-kit';
import { describe, expect, it } from 'vitest';
import { fillTables } from './fill-tables.ts';
import { refusalsTable } from './refusals-table.ts';
import { rowsTable } from './rows-table.ts';

const ROLE = 'roles[primary eq "True"].value';
const flow = defineConnector({
  id: 'flow',
  displayName: 'Contoso Flow',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
  users: [
    attribute('userName', 'string', { filterable: true, assumed: 'Entra matches by it.' }),
    attribute('active', 'boolean'),
    attribute('nickName', 'string', { unmapped: true }),
    attribute(ROLE, 'string', { from: 'SingleAppRoleAssignment([appRoleAssignments])' }),
  ],
  singleRole: { path: ROLE, allowed: () => ['Viewer'] },
  token: supportIssuedToken({ entitlement: 'flow-api', instructions: 'Write to Flow support.' }),
});

describe('the table of rows', () => {
  it('has a line for each row, no empty column, and the assumptions below', () => {
    expect(rowsTable(flow.users)).toBe(
      `
| Attribute                        | Type    | Supported for filtering | Microsoft Entra ID                                            |
| -------------------------------- | ------- | ----------------------- | ------------------------------------------------------------- |
| \`userName\`                       | String  | ✓                       | \`userPrincipalName\`, matching                                 |
| \`active\`                         | Boolean |                         | \`Switch([IsSoftDeleted], , "False", "True", "True", "False")\` |
| \`nickName\`                       | String  |                         | not mapped by default                                         |
| \`roles[primary eq "True"].value\` | String  |                         | \`SingleAppRoleAssignment([appRoleAssignments])\`               |

- **Assumed** of \`userName\`: Entra matches by it.`.trimStart(),
    );
  });

  it('states an assumption about all rows once', () => {
    const assumed = { assumed: 'The tutorial has a screenshot.' };
    const users = [attribute('userName', 'string', assumed), attribute('active', 'boolean', assumed)];
    const { id, displayName, tutorial, token } = flow;
    const shown = defineConnector({ id, displayName, tutorial, token, users });
    expect(rowsTable(shown.users)).toMatch(
      /\n\nAll of it is \*\*assumed\*\*\. The tutorial has a screenshot\.$/,
    );
  });
});

describe('the table of refusals', () => {
  const says = refusalsTable(flow);

  it.each([
    [
      'which entitlement the subscription lacks',
      '403    | This Contoso Flow subscription does not include flow-api, which',
    ],
    ['whom to ask', '| Write to Flow support. The same token works then.'],
    ['where the Tenant URL ends', '`/flow/<tenant>/scim/v2`'],
    ['that there are no groups', '404    | Contoso Flow has no groups. …'],
    ['which row holds the role', '400    | `roles[primary eq "True"].value` names a role'],
  ])('says %s', (_, words) => {
    expect(says).toContain(words);
  });

  it('leaves out refusals that the product cannot give', () => {
    expect(says).not.toContain('Another Group');
    const token = personalToken({ where: 'Profile', scope: 'Scim', otherScopes: ['Api'] });
    const { id, displayName, tutorial } = flow;
    const users = [attribute('userName', 'string'), attribute('active', 'boolean')];
    const groups = [attribute('displayName', 'string')];
    const other = refusalsTable(defineConnector({ id, displayName, tutorial, users, groups, token }));
    expect(other).toContain('This token has the scope Api, and provisioning needs Scim: …');
    expect(other).toContain('Another Group');
    expect(other).not.toMatch(/subscription|names a role|no groups/);
  });
});

describe('a README', () => {
  const place = (name: string) => `<!-- table: ${name} -->\n\nold\n\n<!-- end of table -->`;
  const readme = `# Flow\n\n${place('users')}\n\nBetween.\n\n${place('refusals')}\n\nEnd.\n`;

  it('keeps the text around its tables, and does not change when filled again', () => {
    const filled = fillTables(readme, flow);
    expect(filled).toContain(rowsTable(flow.users));
    expect(filled).toContain(refusalsTable(flow));
    expect(filled).not.toContain('old');
    expect(filled).toMatch(/^# Flow\n[^]*\n\nBetween\.\n[^]*\n\nEnd\.\n$/);
    expect(fillTables(filled, flow)).toBe(filled);
  });

  it('without a place for a table is refused, with the markers to write', () => {
    expect(() => fillTables(place('users'), flow)).toThrow(
      'The README needs <!-- table: refusals --> and <!-- end of table --> once each',
    );
  });
});
