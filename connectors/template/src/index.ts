/**
 * The connector that you fork. It has all attributes of RFC 7643, so that you mostly delete rows.
 *
 * Change, in this order:
 *
 * 1. `id`, `displayName` and `tutorial`: your product. The id is part of every customer's Tenant URL, so never change it
 *    later.
 * 2. `users` and `groups`: delete the rows of attributes that your product does not have. The remaining rows are served at
 *    `/Schemas`, parsed, stored and mapped by Entra. An attribute without a row is ignored, so that a stray mapping never
 *    blocks a disable.
 * 3. `unmapped`, `departuresOff` and `searchedBy`: delete the three lines. They follow the letter of the RFC. Entra works
 *    better without the first two and does not need the third.
 * 4. `token`: how a customer gets the Secret Token, and what an administrator reads when it does not work.
 * 5. `settings`, `singleRole`, `refuse`: what differs from customer to customer, and whom you turn away.
 *
 * Then copy the rows into `entra-table.json`, the table of your tutorial, and run the tests: they name each row that does
 * not match.
 */
import { attribute, defineConnector, ENTERPRISE_USER, supportIssuedToken } from '@scimwright/connector-kit';

/** Entra's directory has no such attribute, or no single one: an administrator maps it if needed. */
const unmapped = { unmapped: true };

/** The connector to fork. Name it after your product, and export nothing else. */
export const template = defineConnector({
  // FIRST. Lower-case letters, digits and hyphens: the Tenant URL is /template/{tenant}/scim/v2. For another, write
  // path: '/your/own/:tenant/path'. Without :tenant in it, the token identifies the tenant.
  id: 'template',
  displayName: 'Template',
  // Where administrators read how to set it up: the URL of your tutorial, once Microsoft has published it.
  tutorial:
    'https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups',

  // What differs from customer to customer, as a zod schema: import { z } from 'zod'. Settings are checked when a tenant is
  // created or changed, and passed to `singleRole` and `refuse` below. For seats, for example:
  // settings: z.strictObject({ seats: z.number().int().positive() }),

  // SECOND. One row for each attribute, spelled as Entra spells its target attributes. A row has these options:
  //   required    a user without it is refused (but can always be disabled)
  //   filterable  `eq` on it is answered from an index; Entra's matching attribute must be filterable
  //   from        the Entra source, if it differs from Entra's default mapping
  //   unmapped    there is no source
  // A path with a filter is one element: `emails[type eq "work"].value` is only the work mail.
  users: [
    // Entra matches by userName unless an administrator changes that: keep it required and filterable.
    attribute('userName', 'string', { required: true, filterable: true }),
    // Entra disables a person through `active`. Without this row, people who leave keep their access.
    attribute('active', 'boolean'),
    attribute('displayName', 'string', { filterable: true }),
    attribute('title', 'string'),
    attribute('emails[type eq "work"].value', 'string', { filterable: true }),
    attribute('preferredLanguage', 'string'),
    attribute('name.givenName', 'string'),
    attribute('name.familyName', 'string'),
    attribute('name.formatted', 'string'),
    attribute('addresses[type eq "work"].formatted', 'string'),
    attribute('addresses[type eq "work"].streetAddress', 'string'),
    attribute('addresses[type eq "work"].locality', 'string'),
    attribute('addresses[type eq "work"].region', 'string'),
    attribute('addresses[type eq "work"].postalCode', 'string'),
    attribute('addresses[type eq "work"].country', 'string'),
    attribute('phoneNumbers[type eq "work"].value', 'string'),
    attribute('phoneNumbers[type eq "mobile"].value', 'string'),
    attribute('phoneNumbers[type eq "fax"].value', 'string'),
    // Entra fills it with mailNickname, which changes with a person's name. { from: 'objectId' } never changes.
    attribute('externalId', 'string', { filterable: true }),

    // The enterprise extension. Entra maps three of these by default; many products also want the organization.
    attribute(`${ENTERPRISE_USER}:employeeNumber`, 'string', { filterable: true }),
    attribute(`${ENTERPRISE_USER}:department`, 'string'),
    attribute(`${ENTERPRISE_USER}:manager`, 'reference'),
    attribute(`${ENTERPRISE_USER}:organization`, 'string', { from: 'companyName' }),
    attribute(`${ENTERPRISE_USER}:division`, 'string', unmapped),
    attribute(`${ENTERPRISE_USER}:costCenter`, 'string', unmapped),

    // The other attributes of RFC 7643. Most products delete them all.
    attribute('name.middleName', 'string', unmapped),
    attribute('name.honorificPrefix', 'string', unmapped),
    attribute('name.honorificSuffix', 'string', unmapped),
    attribute('nickName', 'string', unmapped),
    attribute('profileUrl', 'reference', unmapped),
    attribute('userType', 'string', unmapped),
    attribute('locale', 'string', unmapped),
    attribute('timezone', 'string', unmapped),

    // Whole attributes: every element, whatever its type. With `emails` here, home mails are accepted too. Delete the line,
    // and only the work mail above is.
    attribute('emails', 'complex', unmapped),
    attribute('phoneNumbers', 'complex', unmapped),
    attribute('addresses', 'complex', unmapped),
    attribute('ims', 'complex', unmapped),
    attribute('photos', 'complex', unmapped),
    attribute('entitlements', 'complex', unmapped),
    attribute('x509Certificates', 'complex', unmapped),
    // All assigned app roles. If each of your users has one role, write this instead, and see `singleRole` below:
    // attribute('roles[primary eq "True"].value', 'string', { from: 'SingleAppRoleAssignment([appRoleAssignments])' })
    attribute('roles', 'complex', { from: 'AppRoleAssignmentsComplex([appRoleAssignments])' }),

    // Read-only: computed for each answer from the members of groups, nested groups included, with one more query. Entra
    // never reads it. Delete it if no other client does.
    attribute('groups', 'complex', unmapped),

    // The only attribute of the RFC that is missing is `password`: people sign in through Entra, which does not send
    // passwords.
  ],

  // Declare attributes that RFC 7643 does not have as an extension:
  //   const ACCESS = 'urn:contoso:params:scim:schemas:extension:access:2.0:User';
  //   extensions: { users: [defineSchema({ id: ACCESS, name: 'Access', description: '…', attributes: [{ name: 'badge', … }] })] },
  // Then add a row above: attribute(`${ACCESS}:badge`, 'string', { from: 'employeeId' }). See the README of the kit.

  // Delete this table if your product has no groups. Entra's group mapping then stays disabled.
  groups: [
    // Unique in a tenant, because Entra matches groups by it.
    attribute('displayName', 'string', { required: true, filterable: true }),
    attribute('externalId', 'string', { filterable: true }),
    attribute('members', 'reference'),
  ],

  // If each user has one role, say so, and which roles exist:
  // singleRole: { path: 'roles[primary eq "True"].value', allowed: ({ roles }) => roles },

  // To turn a user away, return the reason. Entra's log shows it, and nothing is stored:
  // refuse: ({ activeUsers, settings }) => (activeUsers < settings.seats ? undefined : 'All seats are taken.'),

  // THIRD. Delete this line. A PATCH that names an unmapped attribute is then accepted, and the attribute ignored and
  // logged, so that a stray mapping never blocks a disable. The line is here because RFC 7644 requires the refusal, and
  // because this connector also proves that we follow the RFC.
  unmapped: 'refuse',

  // Delete this line too. A PATCH that disables a person then always succeeds, whatever else is in the request. RFC 7644
  // refuses the whole request instead: Entra repeats it for ever, and the person keeps their access.
  departuresOff: ['disable-first'],

  // Delete this line too, unless other clients search your users. It answers every filter of RFC 7644 on every row, sorts
  // lists, and stores about twice as much in each write. Entra needs only `eq` on filterable rows, which an index answers.
  searchedBy: 'everything',

  // FOURTH. One of four token flows, each with its own messages for administrators:
  //   supportIssuedToken  support issues the token on request, if you like only with an entitlement
  //   adminEnabledToken     an administrator enables provisioning in your product, which makes the token
  //   tabIssuedToken          a page of your product shows the base URL and makes tokens, and a switch enables provisioning
  //   personalToken       an administrator makes named tokens; provisioning needs one scope
  // Except with personalToken, two tokens of a tenant work at the same time, for a rotation without an outage.
  token: supportIssuedToken({
    instructions: 'Write to support and ask for the Tenant URL and the Secret Token.',
  }),
});
