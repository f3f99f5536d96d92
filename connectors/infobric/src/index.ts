/**
 * Infobric Equipment (Infobric).
 *
 * The tutorial has no table. Its step "Map user and group attributes" keeps the default mappings of six attributes, in
 * the order of the rows below, and changes nothing about groups.
 */
import { attribute, defineConnector, tokenByEnabling } from '@scimwright/connector-kit';
import { z } from 'zod';

/**
 * The connector of Infobric Equipment.
 *
 * @example
 * await startHost({ connectors: [infobric] });
 */
export const infobric = defineConnector({
  id: 'infobric',
  displayName: 'Infobric Equipment',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/infobric-equipment-provisioning-tutorial',
  settings: z.strictObject({}),

  users: [
    // Nothing is said of what is required or can be filtered by: Entra matches by this one, so it must be both.
    attribute('userName', 'string', { required: true, filterable: true, assumed: true }),
    attribute('active', 'boolean'),
    attribute('emails[type eq "work"].value', 'string'),
    attribute('name.givenName', 'string'),
    attribute('name.familyName', 'string'),
    attribute('phoneNumbers[type eq "mobile"].value', 'string'),
  ],

  // "No changes are needed for the group mappings": the three that Entra has by default.
  groups: [
    attribute('displayName', 'string', { required: true, filterable: true, assumed: true }),
    attribute('externalId', 'string'),
    attribute('members', 'reference'),
  ],

  token: tokenByEnabling({
    where: 'Admin > Settings',
    enables: 'Microsoft Entra user provisioning',
    overlapDays: 7,
  }),

  assumptions: [
    'userName is required and filterable, and so is the displayName of a group: Entra matches by them.',
    'A token that was exchanged for another goes on working for seven days.',
    'Switching Microsoft Entra user provisioning off and on again keeps the token.',
  ],
});
