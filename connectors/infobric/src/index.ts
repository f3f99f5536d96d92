/**
 * Infobric Equipment (Infobric).
 *
 * The tutorial has no table. Its step "Map user and group attributes" keeps the default mappings of six attributes, in the
 * order of the rows below, and leaves the group mappings unchanged.
 */
import { attribute, defineConnector, adminEnabledToken } from '@scimwright/connector-kit';

const MATCHED =
  'The tutorial does not say which attributes are required or filterable: Entra matches by this one, so it is both.';

/** Users and groups. Enabling Microsoft Entra user provisioning makes the token. */
export const infobric = defineConnector({
  id: 'infobric',
  displayName: 'Infobric Equipment',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/infobric-equipment-provisioning-tutorial',

  users: [
    attribute('userName', 'string', { required: true, filterable: true, assumed: MATCHED }),
    attribute('active', 'boolean'),
    attribute('emails[type eq "work"].value', 'string'),
    attribute('name.givenName', 'string'),
    attribute('name.familyName', 'string'),
    attribute('phoneNumbers[type eq "mobile"].value', 'string'),
  ],

  // "No changes are needed for the group mappings": these are Entra's three default mappings.
  groups: [
    attribute('displayName', 'string', { required: true, filterable: true, assumed: MATCHED }),
    attribute('externalId', 'string'),
    attribute('members', 'reference'),
  ],

  token: adminEnabledToken({ where: 'Admin > Settings', enables: 'Microsoft Entra user provisioning' }),
});
