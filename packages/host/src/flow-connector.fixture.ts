import { attribute, defineConnector, supportIssuedToken } from '@scimwright/connector-kit';

/** A connector of users and groups with little in them, for tests of what a host does besides. */
export const flowConnector = (id = 'flow', needsTitle = false) =>
  defineConnector({
    id,
    displayName: 'Contoso Flow',
    tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
    users: [
      attribute('userName', 'string', { required: true, filterable: true }),
      attribute('active', 'boolean'),
      attribute('title', 'string', { required: needsTitle }),
    ],
    groups: [
      attribute('displayName', 'string', { required: true, filterable: true }),
      attribute('members', 'reference'),
    ],
    token: supportIssuedToken({ instructions: 'Write to Flow support.' }),
  });
