/**
 * Iris Intranet (Triptic).
 *
 * The rows below mirror the "Attribute-Mapping" step of the tutorial, in its order and spelling. Its table has no column
 * for required attributes, and the tutorial has no table for groups.
 */
import { attribute, defineConnector, supportIssuedToken } from '@scimwright/connector-kit';

/** Only users. Support issues the token. */
export const iris = defineConnector({
  id: 'iris',
  displayName: 'Iris Intranet',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/iris-intranet-provisioning-tutorial',

  users: [
    attribute('userName', 'string', { filterable: true }),
    attribute('active', 'boolean'),
    attribute('emails[type eq "work"].value', 'string'),
    attribute('name.givenName', 'string'),
    attribute('name.familyName', 'string'),
    attribute('name.formatted', 'string'),
    attribute('phoneNumbers[type eq "work"].value', 'string'),
    attribute('phoneNumbers[type eq "mobile"].value', 'string'),
    attribute('externalId', 'string'),
  ],

  // There is no self-service: support sends both values by mail.
  token: supportIssuedToken({
    instructions:
      'Write to Iris Intranet support (support@triptic.nl) and ask for the Tenant URL and the Secret Token.',
  }),

  assumptions: [
    'Only userName is required, as SCIM demands.',
    'There are no groups: the introduction mentions them, but neither the capabilities nor the mappings do.',
  ],
});
