/**
 * Promapp.
 *
 * The tutorial shows its attribute mapping as a screenshot alone, so every row below is assumed: Entra's default
 * mapping, in its order.
 */
import { attribute, defineConnector, personalToken } from '@scimwright/connector-kit';
import { z } from 'zod';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const assumed = { assumed: true };

/**
 * The connector of Promapp.
 *
 * @example
 * await startHost({ connectors: [promapp] });
 */
export const promapp = defineConnector({
  id: 'promapp',
  displayName: 'Promapp',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/promapp-provisioning-tutorial',
  settings: z.strictObject({}),

  // Every customer has the same Tenant URL; the token says whose request it is.
  path: '/promapp/api/scim',

  users: [
    attribute('userName', 'string', { required: true, filterable: true, ...assumed }),
    attribute('active', 'boolean', assumed),
    attribute('displayName', 'string', assumed),
    attribute('title', 'string', assumed),
    attribute('emails[type eq "work"].value', 'string', assumed),
    attribute('preferredLanguage', 'string', assumed),
    attribute('name.givenName', 'string', assumed),
    attribute('name.familyName', 'string', assumed),
    attribute('name.formatted', 'string', assumed),
    attribute('addresses[type eq "work"].formatted', 'string', assumed),
    attribute('addresses[type eq "work"].streetAddress', 'string', assumed),
    attribute('addresses[type eq "work"].locality', 'string', assumed),
    attribute('addresses[type eq "work"].region', 'string', assumed),
    attribute('addresses[type eq "work"].postalCode', 'string', assumed),
    attribute('addresses[type eq "work"].country', 'string', assumed),
    attribute('phoneNumbers[type eq "work"].value', 'string', assumed),
    attribute('phoneNumbers[type eq "mobile"].value', 'string', assumed),
    attribute('phoneNumbers[type eq "fax"].value', 'string', assumed),
    attribute('externalId', 'string', { filterable: true, ...assumed }),
    attribute(`${ENTERPRISE}:employeeNumber`, 'string', assumed),
    attribute(`${ENTERPRISE}:department`, 'string', assumed),
    attribute(`${ENTERPRISE}:manager`, 'reference', assumed),
  ],

  // "Users and/or groups": whoever wants users alone switches the group mapping off in Entra.
  groups: [
    attribute('displayName', 'string', { required: true, filterable: true, ...assumed }),
    attribute('externalId', 'string', assumed),
    attribute('members', 'reference', assumed),
  ],

  token: personalToken({
    where: 'My Profile > Access Tokens',
    scope: 'Scim',
    // The Scope menu has more than one entry, and the tutorial names this one.
    otherScopes: ['Api'],
  }),

  assumptions: [
    'Users and groups have what Entra maps by default: the tutorial shows its mapping as a screenshot alone.',
    'userName is required, and userName and externalId can be filtered by; of groups, displayName is and can.',
    'The scope Api stands for whatever else the Scope menu of an access token offers.',
    'A token works until it is revoked, and a Promapp tenant has at most ten of them.',
  ],
});
