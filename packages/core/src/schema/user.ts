import { binary, boolean, complex, plural, reference, string, type Schema } from './attribute.ts';
import { USER } from './urn.ts';

/** The core User schema of RFC 7643 §4.1 and §8.7.1, with its verified errata. */
export const userSchema: Schema = {
  id: USER,
  name: 'User',
  description: 'User Account',
  attributes: [
    string('userName', 'The name the user signs in with; unique in the tenant.', {
      required: true,
      uniqueness: 'server',
    }),
    complex('name', "The components of the user's name.", [
      string('formatted', 'The full name, for display.'),
      string('familyName', 'The family name.'),
      string('givenName', 'The given name.'),
      string('middleName', 'The middle name or names.'),
      string('honorificPrefix', 'The title before the name, such as "Ms.".'),
      string('honorificSuffix', 'The suffix after the name, such as "III".'),
    ]),
    string('displayName', 'The name to show for the user.'),
    string('nickName', 'The casual name.'),
    reference('profileUrl', "The URI of the user's online profile.", { referenceTypes: ['external'] }),
    string('title', 'The job title.'),
    string('userType', 'The relationship to the organization, such as "Contractor".'),
    string('preferredLanguage', 'The preferred languages, as in Accept-Language.'),
    string('locale', 'The locale for currency, dates and numbers, such as "en-US".'),
    string('timezone', 'The time zone, such as "America/Los_Angeles".'),
    boolean('active', 'Whether the account can be used.'),
    string('password', 'The password, which is never returned.', {
      mutability: 'writeOnly',
      returned: 'never',
    }),
    plural('emails', 'Mail addresses.', string('value', 'The address.'), ['work', 'home', 'other']),
    plural('phoneNumbers', 'Phone numbers.', string('value', 'The number.'), [
      'work',
      'home',
      'mobile',
      'fax',
      'pager',
      'other',
    ]),
    plural('ims', 'Instant messaging addresses.', string('value', 'The address.'), [
      'aim',
      'gtalk',
      'icq',
      'xmpp',
      'msn',
      'skype',
      'qq',
      'yahoo',
      'other',
    ]),
    plural(
      'photos',
      'Photos.',
      reference('value', 'The URI of the photo.', { referenceTypes: ['external'] }),
      ['photo', 'thumbnail'],
    ),
    plural(
      'addresses',
      'Postal addresses.',
      string('formatted', 'The full address, for display or a label.'),
      ['work', 'home', 'other'],
      [
        string('streetAddress', 'Street, house number and the like.'),
        string('locality', 'The city or locality.'),
        string('region', 'The state or region.'),
        string('postalCode', 'The postal code.'),
        string('country', 'The country, as ISO 3166-1 alpha-2.'),
      ],
    ),
    complex(
      'groups',
      'The groups that the user belongs to; change them through the groups.',
      [
        string('value', 'The id of the group.', { mutability: 'readOnly', caseExact: true }),
        reference('$ref', 'The URI of the group.', { mutability: 'readOnly', referenceTypes: ['Group'] }),
        string('display', 'The name of the group.', { mutability: 'readOnly' }),
        string('type', 'Whether the membership is direct or through another group.', {
          mutability: 'readOnly',
          canonicalValues: ['direct', 'indirect'],
        }),
      ],
      { multiValued: true, mutability: 'readOnly' },
    ),
    // RFC 7643 leaves the types of these three open; Microsoft's schema check derives its targets from canonicalValues.
    plural('entitlements', 'Things the user is entitled to.', string('value', 'The entitlement.'), ['other']),
    plural('roles', 'Roles of the user.', string('value', 'The role.'), ['WindowsAzureActiveDirectoryRole']),
    plural('x509Certificates', 'Certificates of the user.', binary('value', 'A DER certificate in base64.'), [
      'other',
    ]),
  ],
};
