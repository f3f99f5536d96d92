/**
 * Tribeloo.
 *
 * The rows below mirror the "Attribute-Mapping" step of the tutorial, in its order and its spelling. Its table has no
 * column for what is required, and there is none for groups.
 */
import { attribute, defineConnector, tokenOnTab } from '@scimwright/connector-kit';

/** Users alone. The token is made on a tab, beside the switch that lets it in. */
export const tribeloo = defineConnector({
  id: 'tribeloo',
  displayName: 'Tribeloo',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tribeloo-provisioning-tutorial',

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
  }),

  assumptions: [
    'Nothing is required but userName, which every SCIM user has.',
    'There are no groups: the introduction speaks of them, but neither the capabilities nor the mappings do.',
  ],
});
