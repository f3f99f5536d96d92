/** The names that mappings use, by those of Microsoft Graph and of the portal's files, in lower case. Other names are the same in both. */
const provisioningNames: ReadonlyMap<string, string> = new Map([
  ['businessphones', 'telephoneNumber'],
  ['mobilephone', 'mobile'],
  ['faxnumber', 'facsimileTelephoneNumber'],
  ['officelocation', 'physicalDeliveryOfficeName'],
  ['onpremisessyncenabled', 'dirSyncEnabled'],
  ['directorysynced', 'dirSyncEnabled'],
]);

/** Attributes of people in their usual spelling: files may have them in any letter case. */
const spelled = new Map(
  [
    'userPrincipalName',
    'displayName',
    'surname',
    'mail',
    'givenName',
    'userType',
    'jobTitle',
    'department',
    'usageLocation',
    'streetAddress',
    'state',
    'country',
    'physicalDeliveryOfficeName',
    'city',
    'postalCode',
    'telephoneNumber',
    'mobile',
    'alternateEmailAddress',
    'ageGroup',
    'consentProvidedForMinor',
    'legalAgeGroupClassification',
    'companyName',
    'creationType',
    'mailNickname',
    'employeeId',
    'employeeType',
    'preferredLanguage',
  ].map((name) => [name.toLowerCase(), name]),
);

/** The name that mappings use for an attribute of a file. */
export function provisioningName(name: string): string {
  const key = name.trim().toLowerCase();
  return provisioningNames.get(key) ?? spelled.get(key) ?? name.trim();
}
