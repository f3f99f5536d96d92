/**
 * BIC Cloud Design (GBTEC).
 *
 * The rows below mirror the "Attribute-Mapping" step of the tutorial, in its order and spelling, so that you can compare
 * them side by side.
 */
import { attribute, defineConnector, ENTERPRISE_USER, supportIssuedToken } from '@scimwright/connector-kit';
import { z } from 'zod';

/** Entra's path for the single role. Entra quotes the boolean. */
const PRIMARY_ROLE = 'roles[primary eq "True"].value';

/** Users with one role, and groups. Support issues the token to subscriptions with the User Management API. */
export const bic = defineConnector({
  id: 'bic',
  displayName: 'BIC Cloud Design',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/bic-cloud-design-provisioning-tutorial',

  settings: z.strictObject({
    /** The role names of this customer. Without them any name is accepted. */
    roles: z.array(z.string().min(1)).nonempty().optional(),
  }),

  users: [
    attribute('userName', 'string', { required: true, filterable: true }),
    attribute('emails[type eq "work"].value', 'string', { required: true, filterable: true }),
    attribute('active', 'boolean', { required: true }),
    attribute(PRIMARY_ROLE, 'string', {
      required: true,
      from: 'SingleAppRoleAssignment([appRoleAssignments])',
    }),
    attribute('displayName', 'string', { required: true }),
    attribute(`${ENTERPRISE_USER}:organization`, 'string', {
      required: true,
      from: 'companyName',
      assumed: 'The tutorial names no source for the organization: we use companyName.',
    }),
  ],

  groups: [
    attribute('displayName', 'string', { required: true, filterable: true }),
    attribute('externalId', 'string', { required: true }),
    attribute('members', 'reference'),
  ],

  singleRole: {
    path: PRIMARY_ROLE,
    allowed: ({ roles }) => roles,
    assumed: 'A user has exactly one role, the primary one: the tutorial implies it by the path.',
  },

  token: supportIssuedToken({
    entitlement: 'user-management-api',
    instructions:
      'Write to BIC Cloud Design support (bicsupport@gbtec.de) and ask for provisioning with the User Management API.',
  }),
});
