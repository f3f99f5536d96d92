// @ts-check
// What Entra's provisioning service sends.

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const ENTERPRISE_USER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

const GIVEN = ['Ada', 'Björn', 'Chloé', 'Dmitri', 'Eun-ji', 'Fatima', 'Gül', 'Hiroshi', 'Inês', 'Jürgen'];
const FAMILY = [
  'Abbott',
  "O'Brien",
  'Čapek',
  'Díaz',
  'van den Berg',
  'Østergård',
  'Nguyễn',
  'Yılmaz',
  'Zhang',
];

/** @param {number} at */
export function userName(at) {
  return `user${at}@contoso.example`;
}

/**
 * A user with what Entra's default mapping sends.
 *
 * @param {number} at
 */
export function user(at) {
  const givenName = GIVEN[at % GIVEN.length] ?? '';
  const familyName = FAMILY[Math.floor(at / GIVEN.length) % FAMILY.length] ?? '';
  const phone = `+1 425 555 ${String(at % 10_000).padStart(4, '0')}`;
  const streetAddress = `${at} Main Street`;
  return {
    schemas: [USER, ENTERPRISE_USER],
    externalId: `user${at}`,
    userName: userName(at),
    active: true,
    displayName: `${givenName} ${familyName} ${at}`,
    name: { formatted: `${givenName} ${familyName}`, givenName, familyName },
    title: `Engineer ${at}`,
    preferredLanguage: 'en-US',
    emails: [{ type: 'work', value: userName(at), primary: true }],
    phoneNumbers: [
      { type: 'work', value: phone },
      { type: 'mobile', value: phone },
    ],
    addresses: [
      {
        type: 'work',
        streetAddress,
        locality: 'Redmond',
        region: 'WA',
        postalCode: '98052',
        country: 'US',
        formatted: `${streetAddress}, Redmond`,
      },
    ],
    meta: { resourceType: 'User' },
    [ENTERPRISE_USER]: { employeeNumber: String(at), department: `Department ${at % 40}` },
  };
}

/** @param {number} at */
export function groupName(at) {
  return `Group ${at}`;
}

/** @param {number} at */
export function group(at) {
  return {
    schemas: [GROUP],
    externalId: `group${at}`,
    displayName: groupName(at),
    meta: { resourceType: 'Group' },
  };
}

/** @param {readonly object[]} operations */
export function patch(...operations) {
  return { schemas: [PATCH_OP], Operations: operations };
}

/** @param {readonly string[]} ids */
export function addMembers(ids) {
  return patch({ op: 'Add', path: 'members', value: ids.map((value) => ({ value })) });
}

/** @param {string} id */
export function removeMember(id) {
  return patch({ op: 'Remove', path: 'members', value: [{ value: id }] });
}

/** @param {string} name */
export function byUserName(name) {
  return `/Users?filter=${encodeURIComponent(`userName eq "${name}"`)}`;
}

/** @param {string} name */
export function byDisplayName(name) {
  return `/Groups?excludedAttributes=members&filter=${encodeURIComponent(`displayName eq "${name}"`)}`;
}
