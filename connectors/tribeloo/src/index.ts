/**
 * Tribeloo.
 *
 * The rows below mirror the "Attribute-Mapping" step of the tutorial, in its order and spelling. Its table has no column
 * for required attributes, and the tutorial has no table for groups.
 */
import { attribute, defineConnector, tabIssuedToken } from '@scimwright/connector-kit';

/** Only users. The token is made on a tab, beside the switch that enables provisioning. */
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

  // The tab always shows the SCIM base URL. The button beside the token enables provisioning.
  token: tabIssuedToken({
    where: 'Admin > User management > User provisioning',
    enables: 'Enable User provisioning',
  }),

  assumptions: [
    'Only userName is required, as SCIM demands.',
    'There are no groups: the introduction mentions them, but neither the capabilities nor the mappings do.',
  ],
});
