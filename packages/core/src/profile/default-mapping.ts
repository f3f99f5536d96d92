import { ENTERPRISE_USER } from '../schema/urn.ts';

const pair = (path: string, source: string): readonly [string, string] => [path, source];

/**
 * Entra's default mapping of users for a non-gallery application: target path → source attribute or expression. A row
 * without `from` takes its source from here.
 *
 * @see the template of a non-gallery provisioning job
 */
export const defaultUserMapping: ReadonlyMap<string, string> = new Map([
  pair('userName', 'userPrincipalName'),
  pair('active', 'Switch([IsSoftDeleted], , "False", "True", "True", "False")'),
  pair('displayName', 'displayName'),
  pair('title', 'jobTitle'),
  pair('emails[type eq "work"].value', 'mail'),
  pair('preferredLanguage', 'preferredLanguage'),
  pair('name.givenName', 'givenName'),
  pair('name.familyName', 'surname'),
  pair('name.formatted', 'Join(" ", [givenName], [surname])'),
  pair('addresses[type eq "work"].formatted', 'physicalDeliveryOfficeName'),
  pair('addresses[type eq "work"].streetAddress', 'streetAddress'),
  pair('addresses[type eq "work"].locality', 'city'),
  pair('addresses[type eq "work"].region', 'state'),
  pair('addresses[type eq "work"].postalCode', 'postalCode'),
  pair('addresses[type eq "work"].country', 'country'),
  pair('phoneNumbers[type eq "work"].value', 'telephoneNumber'),
  pair('phoneNumbers[type eq "mobile"].value', 'mobile'),
  pair('phoneNumbers[type eq "fax"].value', 'facsimileTelephoneNumber'),
  pair('externalId', 'mailNickname'),
  pair(`${ENTERPRISE_USER}:employeeNumber`, 'employeeId'),
  pair(`${ENTERPRISE_USER}:department`, 'department'),
  pair(`${ENTERPRISE_USER}:manager`, 'manager'),
]);

/** Entra's default mapping of groups. */
export const defaultGroupMapping: ReadonlyMap<string, string> = new Map([
  pair('displayName', 'displayName'),
  pair('externalId', 'objectId'),
  pair('members', 'members'),
]);
