/**
 * Promapp.
 *
 * The rows below are Entra's default mapping, in its order.
 */
import { attribute, defineConnector, ENTERPRISE_USER, personalToken } from '@scimwright/connector-kit';

/** The same for all rows. */
const assumed = {
  assumed: "The tutorial shows its mapping only as a screenshot: this is Entra's default mapping.",
};

/** Users and groups. Administrators make personal tokens, and the token identifies the tenant. */
export const promapp = defineConnector({
  id: 'promapp',
  displayName: 'Promapp',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/promapp-provisioning-tutorial',

  // Every customer has the same Tenant URL: the token identifies the tenant.
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
    attribute(`${ENTERPRISE_USER}:employeeNumber`, 'string', assumed),
    attribute(`${ENTERPRISE_USER}:department`, 'string', assumed),
    attribute(`${ENTERPRISE_USER}:manager`, 'reference', assumed),
  ],

  // "Users and/or groups": to provision only users, a customer disables the group mapping in Entra.
  groups: [
    attribute('displayName', 'string', { required: true, filterable: true, ...assumed }),
    attribute('externalId', 'string', assumed),
    attribute('members', 'reference', assumed),
  ],

  token: personalToken({
    where: 'My Profile > Access Tokens',
    scope: 'Scim',
    // The Scope menu has more than one entry; the tutorial names only Scim.
    otherScopes: ['Api'],
  }),

  assumptions: ['The scope Api stands for the other entries of the Scope menu.'],
});
