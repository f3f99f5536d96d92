import { defineProfile } from '../profile/mapping-profile.ts';
import { attribute } from '../profile/mapping-row.ts';
import { group, narrowUser, userDefinition, wholeUser } from '../profile/profiles.fixture.ts';
import {
  binary,
  boolean,
  complex,
  dateTime,
  plural,
  reference,
  string,
  type Attribute,
  type Schema,
} from '../schema/attribute.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';

const many = { multiValued: true } as const;
const number = (name: string, type: 'integer' | 'decimal'): Attribute => ({ ...string(name, ''), type });

/** An extension with every data type, single-valued and multi-valued, and with names that every object inherits. */
const everyKind: Schema = {
  id: 'urn:example:scim:schemas:extension:Every:2.0:Kind',
  name: 'Every',
  description: 'Every kind of attribute',
  attributes: [
    number('floor', 'integer'),
    number('factor', 'decimal'),
    boolean('remote', ''),
    dateTime('hired', ''),
    binary('badge', ''),
    reference('desk', ''),
    string('tags', '', many),
    { ...number('lucky', 'integer'), ...many },
    { ...boolean('flags', ''), ...many },
    string('constructor', ''),
    complex('toString', '', [string('valueOf', ''), string('constructor', ''), dateTime('since', '')]),
    plural(
      'hasOwnProperty',
      '',
      string('value', ''),
      ['work'],
      [number('length', 'integer'), string('code', '', { mutability: 'immutable' })],
    ),
    string('stays', '', { mutability: 'immutable' }),
    string('asked', '', { returned: 'request' }),
    string('locked', '', { mutability: 'readOnly' }),
  ],
};

/** Users of a product like Iris: slots, sub-attributes of the name, and only the userName required. */
const slotUser = defineProfile(
  userDefinition([
    attribute('userName', 'string', { filterable: true }),
    attribute('active', 'boolean'),
    attribute('emails[type eq "work"].value', 'string', { filterable: true }),
    attribute('name.givenName', 'string'),
    attribute('name.familyName', 'string'),
    attribute('name.formatted', 'string'),
    attribute('phoneNumbers[type eq "work"].value', 'string'),
    attribute('phoneNumbers[type eq "mobile"].value', 'string'),
    attribute('addresses[type eq "work"].formatted', 'string'),
    attribute('addresses[type eq "work"].country', 'string'),
    attribute('externalId', 'string'),
    attribute(`${ENTERPRISE_USER}:manager`, 'reference'),
  ]),
);

const everyKindRows = everyKind.attributes.map(({ name, type }) =>
  attribute(`${everyKind.id}:${name}`, type, { unmapped: true }),
);
const customDefinition = userDefinition([
  attribute('userName', 'string', { filterable: true }),
  attribute('title', 'string'),
  attribute('emails', 'complex', { unmapped: true, filterable: true }),
  ...everyKindRows,
]);
const customUser = defineProfile({
  ...customDefinition,
  extensions: [...customDefinition.extensions, everyKind],
});

/** Resource types as in connectors. They have names, so that a counterexample is readable. */
export const resourceTypes = {
  whole: wholeUser.type,
  narrow: narrowUser.type,
  slots: slotUser.type,
  custom: customUser.type,
  group: group.type,
} as const satisfies Record<string, ResourceType>;

export type TypeName = keyof typeof resourceTypes;

export const typeNames = Object.keys(resourceTypes) as readonly TypeName[]; // the keys of the table above
