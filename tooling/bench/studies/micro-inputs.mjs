// @ts-check
import { ENTERPRISE_USER, patch, user } from '../load/entra.mjs';

/** Filters that clients of SCIM send, of what Entra maps. */
export const filters = [
  'userName eq "user17@contoso.example"',
  'externalId eq "user17"',
  'emails[type eq "work"].value eq "user17@contoso.example"',
  'displayName eq "Dmitri Čapek 17"',
  'active eq true',
  'title pr',
  'userName sw "user1"',
  'displayName co "ada"',
  'userName eq "user17@contoso.example" and active eq true',
  'title eq "Engineer 1" or title eq "Engineer 17"',
  'not (active eq false)',
  'name.familyName eq "Čapek" and name.givenName eq "Hiroshi"',
  'emails[type eq "work" and value co "contoso"]',
  `${ENTERPRISE_USER}:employeeNumber eq "17"`,
  `${ENTERPRISE_USER}:department eq "Department 17" and active eq true`,
  'title pr and (userName sw "a" or userName sw "u")',
  'phoneNumbers[type eq "mobile"].value sw "+1"',
  'addresses.country eq "US" and preferredLanguage eq "en-US"',
  'userName ew "@contoso.example" and not (title eq "Engineer 3")',
  'displayName ne "nobody" and externalId pr',
];

/** Who is patched and filtered. */
export const person = { id: '0189', ...user(17), schemas: [...user(17).schemas] };

/** The changes that Entra sends for a user. */
export const patches = [
  patch({ op: 'Replace', path: 'active', value: false }),
  patch({ op: 'Replace', path: 'displayName', value: 'Renamed' }),
  patch({ op: 'Replace', path: 'emails[type eq "work"].value', value: 'new@contoso.example' }),
  patch({ op: 'Add', path: 'title', value: 'Director' }),
  patch({ op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+1 425 555 0000' }),
  patch({ op: 'Replace', path: 'name.familyName', value: 'Lovelace' }),
  patch({ op: 'Replace', path: `${ENTERPRISE_USER}:department`, value: 'Research' }),
  patch({ op: 'Remove', path: 'preferredLanguage' }),
  patch(
    { op: 'Replace', path: 'emails[type eq "work"].value', value: 'new@contoso.example' },
    { op: 'Replace', path: 'displayName', value: 'Renamed' },
    { op: 'Replace', path: 'name.givenName', value: 'Augusta' },
  ),
  patch({ op: 'Replace', path: 'addresses[type eq "work"].locality', value: 'Seattle' }),
];
