/**
 * Iris Intranet (Triptic).
 *
 * The rows below mirror the "Attribute-Mapping" step of the tutorial, in its order and its spelling. Its table has no
 * column for what is required, and there is none for groups.
 */
import { attribute, defineConnector, supportIssuedToken } from '@scimwright/connector-kit';

/** Users alone. Support issues the token. */
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

  // No self-service: both values come by mail, on request.
  token: supportIssuedToken({
    instructions:
      'Write to Iris Intranet support (support@triptic.nl) and ask for Tenant URL and Secret Token.',
  }),

  assumptions: [
    'Nothing is required but userName, which every SCIM user has.',
    'There are no groups: the introduction speaks of them, but neither the capabilities nor the mappings do.',
  ],
});
