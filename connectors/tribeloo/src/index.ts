/**
 * Tribeloo.
 *
 * The rows below mirror the "Attribute-Mapping" step of the tutorial, in its order and its spelling. Its table has no
 * column for what is required, and there is none for groups.
 */
import { attribute, defineConnector, tokenOnTab } from '@scimwright/connector-kit';
import { z } from 'zod';

/**
 * The connector of Tribeloo.
 *
 * @example
 * await startHost({ connectors: [tribeloo] });
 */
export const tribeloo = defineConnector({
  id: 'tribeloo',
  displayName: 'Tribeloo',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tribeloo-provisioning-tutorial',
  settings: z.strictObject({}),

  users: [
    attribute('userName', 'string', { filterable: true }),
    attribute('emails[type eq "work"].value', 'string'),
    attribute('active', 'boolean'),
    attribute('displayName', 'string'),
    attribute('name.givenName', 'string'),
    attribute('name.familyName', 'string'),
    attribute('addresses[type eq "work"].formatted', 'string'),
  ],

  // The tab shows the SCIM base URL at any time; the button beside the token lets it in.
  token: tokenOnTab({
    where: 'Admin > User management > User provisioning',
    enables: 'Enable User provisioning',
    overlapDays: 7,
  }),

  assumptions: [
    'Nothing is required but userName, which every SCIM user has.',
    'There are no groups: the introduction speaks of them, but neither the capabilities nor the mappings do.',
    'The token is shown once. The tutorial shows it on the tab and does not say whether it stays there.',
    'A token that was exchanged for another goes on working for seven days.',
  ],
});
