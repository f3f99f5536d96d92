/**
 * The connector that you fork: it has the whole of RFC 7643, so that making your own is mostly deleting.
 *
 * What to change, in this order:
 *
 * 1. `id`, `displayName` and `tutorial`: who you are. The id stands in the Tenant URL of every customer, so choose it once.
 * 2. `users` and `groups`: delete the rows of what your product does not have. Each row that is left is served at
 *    `/Schemas`, admitted, stored and mapped by Entra; what has no row is ignored, so that an administrator's stray
 *    mapping never keeps a person from being disabled.
 * 3. `outside`, `departuresOff` and `searchedBy`: delete the three lines. They are here for the RFC's letter. Entra needs
 *    what the kit does without the first two, and asks nothing that needs the third.
 * 4. `token`: how a customer gets the Secret Token. It says what an administrator reads when it does not work.
 * 5. `settings`, `singleRole`, `refuse`: what differs from customer to customer, and what you do not accept.
 *
 * Then copy the rows into `entra-table.json`, which your tutorial is made from, and run the tests: they say what does
 * not fit, by the name of the row.
 */
import { attribute, defineConnector, ENTERPRISE_USER, supportIssuedToken } from '@scimwright/connector-kit';

/** Entra does not fill these until an administrator maps them: its directory has no such thing, or no single one. */
const unmapped = { unmapped: true };

/** The connector to fork. Name yours after your product, and export nothing else. */
export const template = defineConnector({
  // FIRST. Lower-case letters, digits and hyphens: the Tenant URL is /template/{tenant}/scim/v2. Say
  // path: '/your/own/:tenant/path' if you want another; without :tenant in it, the token names the tenant.
  id: 'template',
  displayName: 'Template',
  // Where your administrators read how it is set up; once Microsoft has published your tutorial, the address of that.
  tutorial:
    'https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups',

  // What differs from customer to customer, as a schema of zod: import { z } from 'zod'. It is checked when a tenant is made or
  // changed, and given to `singleRole` and `refuse` below. For seats you might say:
  // settings: z.strictObject({ seats: z.number().int().positive() }),

  // SECOND. One row for each attribute, spelled as Entra spells its target attributes. A row can say:
  //   required    a user without it is refused, with its name (turning `active` off is never refused for it)
  //   filterable  `eq` on it is answered, from an index; Entra's matching attribute must be filterable
  //   from        the Entra source, where it is not Entra's default mapping
  //   unmapped    there is no source
  // A path with a filter is one element: `emails[type eq "work"].value` is the work mail and nothing else.
  users: [
    // Entra matches by userName unless an administrator changes it: keep it required and filterable.
    attribute('userName', 'string', { required: true, filterable: true }),
    // How Entra disables a person. Without it nobody can be disabled, and a leaver keeps their account.
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
    // Entra fills it with mailNickname, which changes with a person's name; { from: 'objectId' } stays.
    attribute('externalId', 'string', { filterable: true }),

    // The enterprise extension. Entra maps three of it by default, and the company is where most products look.
    attribute(`${ENTERPRISE_USER}:employeeNumber`, 'string', { filterable: true }),
    attribute(`${ENTERPRISE_USER}:department`, 'string'),
    attribute(`${ENTERPRISE_USER}:manager`, 'reference'),
    attribute(`${ENTERPRISE_USER}:organization`, 'string', { from: 'companyName' }),
    attribute(`${ENTERPRISE_USER}:division`, 'string', unmapped),
    attribute(`${ENTERPRISE_USER}:costCenter`, 'string', unmapped),

    // What else RFC 7643 has of a person. Most products delete all of it.
    attribute('name.middleName', 'string', unmapped),
    attribute('name.honorificPrefix', 'string', unmapped),
    attribute('name.honorificSuffix', 'string', unmapped),
    attribute('nickName', 'string', unmapped),
    attribute('profileUrl', 'reference', unmapped),
    attribute('userType', 'string', unmapped),
    attribute('locale', 'string', unmapped),
    attribute('timezone', 'string', unmapped),

    // Whole attributes: every element, whatever its type. With `emails` here, a home mail is taken too; delete the line and
    // the work mail above is the only one.
    attribute('emails', 'complex', unmapped),
    attribute('phoneNumbers', 'complex', unmapped),
    attribute('addresses', 'complex', unmapped),
    attribute('ims', 'complex', unmapped),
    attribute('photos', 'complex', unmapped),
    attribute('entitlements', 'complex', unmapped),
    attribute('x509Certificates', 'complex', unmapped),
    // Every app role that is assigned. If a user of yours has one role, write this in its place, and see `singleRole` below:
    // attribute('roles[primary eq "True"].value', 'string', { from: 'SingleAppRoleAssignment([appRoleAssignments])' })
    attribute('roles', 'complex', { from: 'AppRoleAssignmentsComplex([appRoleAssignments])' }),

    // Read-only, and kept nowhere: it says again what the members of the groups say, groups in groups included. Entra never
    // asks for it; with it, each answer that shows a user asks the database once more. Delete it if nobody reads it.
    attribute('groups', 'complex', unmapped),

    // One attribute of the RFC is not here, `password`: people sign in through Entra, which does not give a password away,
    // and one that is not stored cannot be lost.
  ],

  // What RFC 7643 does not have of a person you declare yourself, as an extension:
  //   const ACCESS = 'urn:contoso:params:scim:schemas:extension:access:2.0:User';
  //   extensions: { users: [defineSchema({ id: ACCESS, name: 'Access', description: '…', attributes: [{ name: 'badge', … }] })] },
  // and then a row above: attribute(`${ACCESS}:badge`, 'string', { from: 'employeeId' }). The README of the kit says more.

  // Delete all of it if your product has no groups. Then Entra's mapping of groups stays switched off.
  groups: [
    // Unique in a tenant, because Entra matches groups by it.
    attribute('displayName', 'string', { required: true, filterable: true }),
    attribute('externalId', 'string', { filterable: true }),
    attribute('members', 'reference'),
  ],

  // One role of a user, and which names there are, is a policy rather than code:
  // singleRole: { path: 'roles[primary eq "True"].value', allowed: ({ roles }) => roles },

  // A reason not to take a user now is shown in Entra's log, and nothing is stored:
  // refuse: ({ activeUsers, settings }) => (activeUsers < settings.seats ? undefined : 'All seats are taken.'),

  // THIRD. Delete this line: a PATCH that names something you do not have is then ignored and noted, and one stray
  // mapping no longer blocks a deactivation. It stands here because RFC 7644 asks for the refusal, and because this
  // connector is also our proof that the RFC can be had.
  outside: 'refuse',

  // And this one: a PATCH that disables a person is then carried out, whatever stands beside it in the same request. RFC
  // 7644 refuses the whole request instead; Entra repeats it for ever, and the person keeps their access.
  departuresOff: ['disable-first'],

  // And this one: every filter of RFC 7644 is then answered, on every row, and lists can be sorted. Entra asks by `eq` on
  // what is filterable and nothing else, which needs no more than an index; with this, each write stores about twice as
  // much. Keep it if other clients search your users.
  searchedBy: 'everything',

  // FOURTH. One of four, each with the words for what does not work:
  //   supportIssuedToken  support issues it on request, if you like for an entitlement only
  //   tokenByEnabling     an administrator enables provisioning in your product, and that makes it
  //   tokenOnTab          a page of yours has the base URL, makes tokens, and has a switch beside them
  //   personalToken       an administrator makes named tokens, of which one scope opens the endpoint
  // Two tokens of a tenant work at once, so that one can be exchanged for the other without an outage.
  token: supportIssuedToken({ instructions: 'Write to support and ask for Tenant URL and Secret Token.' }),
});
