import { attribute, defineConnector, supportIssuedToken } from '@scimwright/connector-kit';

/** A small connector with users and groups, for tests of the host itself. */
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
