/**
 * BIC Cloud Design (GBTEC).
 *
 * The rows below mirror the "Attribute-Mapping" step of the tutorial, in its order and its spelling, so that an Entra
 * administrator and this file can be compared side by side.
 */
import { attribute, defineConnector, supportIssuedToken } from '@scimwright/connector-kit';
import { z } from 'zod';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** The path Entra uses for "the role"; it quotes the boolean, and we accept it as written. */
const PRIMARY_ROLE = 'roles[primary eq "True"].value';

/** What differs between customers: a tenant's settings, parsed when they are saved. */
const settings = z.strictObject({
  /** The role names this BIC installation knows. Leave out to accept any non-empty name. */
  roles: z.array(z.string().min(1)).nonempty().optional(),
});

/**
 * The connector of BIC Cloud Design.
 *
 * @example
 * await startHost({ connectors: [bic] });
 */
export const bic = defineConnector({
  id: 'bic',
  displayName: 'BIC Cloud Design',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/bic-cloud-design-provisioning-tutorial',
  settings,

  users: [
    attribute('userName', 'string', { required: true, filterable: true }),
    attribute('emails[type eq "work"].value', 'string', { required: true, filterable: true }),
    attribute('active', 'boolean', { required: true }),
    attribute(PRIMARY_ROLE, 'string', {
      required: true,
      from: 'SingleAppRoleAssignment([appRoleAssignments])',
    }),
    attribute('displayName', 'string', { required: true }),
    // Entra has no default mapping for the organization and the tutorial names no source; the company is our reading.
    attribute(`${ENTERPRISE}:organization`, 'string', { required: true, from: 'companyName', assumed: true }),
  ],

  groups: [
    attribute('displayName', 'string', { required: true, filterable: true }),
    attribute('externalId', 'string', { required: true }),
    attribute('members', 'reference'),
  ],

  // BIC knows one role of a user. That it is exactly one is our reading of the path in the tutorial's table.
  roles: { kind: 'single-primary', path: PRIMARY_ROLE, allowed: ({ roles }) => roles },

  // No self-service: support issues the token, and only for subscriptions with the User Management API.
  // The overlap is ours: the tutorial does not say how a token is exchanged.
  token: supportIssuedToken({
    entitlement: 'user-management-api',
    instructions:
      'Write to BIC Cloud Design support (bicsupport@gbtec.de) and ask for provisioning with the User Management API.',
    overlapDays: 7,
  }),

  assumptions: [
    'The organization of a user is the companyName of Entra: the tutorial names no source.',
    'A user has exactly one role, the primary one.',
    'The token is handed over once, by a link that works for three days.',
    'A token that was exchanged for another goes on working for seven days.',
  ],
});
