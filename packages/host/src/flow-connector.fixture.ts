import { attribute, defineConnector, supportIssuedToken } from '@scimwright/connector-kit';
import { z } from 'zod';

/** A connector of users and groups with little in them, for tests of what a host does besides. */
export const flowConnector = (id = 'flow') =>
  defineConnector({
    id,
    displayName: 'Contoso Flow',
    tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
    settings: z.strictObject({}),
    users: [
      attribute('userName', 'string', { required: true, filterable: true }),
      attribute('active', 'boolean'),
      attribute('title', 'string'),
    ],
    groups: [
      attribute('displayName', 'string', { required: true, filterable: true }),
      attribute('members', 'reference'),
    ],
    token: supportIssuedToken({ instructions: 'Write to Flow support.', overlapDays: 7 }),
  });
