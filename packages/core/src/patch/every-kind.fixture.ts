import type { Json, JsonObject } from '../json.ts';
import { defineProfile } from '../profile/mapping-profile.ts';
import { attribute } from '../profile/mapping-row.ts';
import { userDefinition } from '../profile/profiles.fixture.ts';
import type { AttributeType } from '../schema/attribute.ts';
import { defineSchema, type AttributeDefinition } from '../schema/define-schema.ts';
import type { ResourceType } from '../schema/resource-type.ts';

/** An extension with an attribute of each class and type. */
export const EVERY = 'urn:example:scim:schemas:extension:every:2.0:User';

/** The types of simple values. */
export type SimpleType = Exclude<AttributeType, 'complex'>;

/** Two different values of each type. */
export const valuesOf: Readonly<Record<SimpleType, readonly [Json, Json]>> = {
  string: ['abc', 'xyz'],
  reference: ['abc', 'xyz'],
  binary: ['YWJj', 'eHl6'],
  dateTime: ['2026-01-31T12:00:00Z', '2026-02-01T12:00:00Z'],
  boolean: [true, false],
  integer: [7, 8],
  decimal: [1.5, 2.5],
};

export const simpleTypes = Object.keys(valuesOf) as readonly SimpleType[]; // the keys of that table

/** A simple value, a complex value, a list of simple values, a list of complex values. */
export const classes = ['one', 'whole', 'list', 'elements'] as const;

export type AttributeClass = (typeof classes)[number];

/** The name of the attribute of a class and type. */
export function nameOf(of: AttributeClass, type: SimpleType): string {
  return `${of}Of${type[0]?.toUpperCase() ?? ''}${type.slice(1)}`;
}

const described = { description: 'One of every kind.' };

function definitionOf(of: AttributeClass, type: SimpleType): AttributeDefinition {
  const name = nameOf(of, type);
  const own = { type, ...(type === 'reference' && { referenceTypes: ['external'] }) };
  const value = { ...described, name: 'value', ...own };
  switch (of) {
    case 'one':
      return { ...described, name, ...own };
    case 'list':
      return { ...described, name, ...own, multiValued: true };
    case 'whole':
      return {
        ...described,
        name,
        type: 'complex',
        subAttributes: [value, { ...described, name: 'note', type: 'string' }],
      };
    case 'elements':
      return {
        ...described,
        name,
        type: 'complex',
        multiValued: true,
        subAttributes: [
          value,
          { ...described, name: 'type', type: 'string', canonicalValues: ['work', 'home'] },
          { ...described, name: 'primary', type: 'boolean' },
        ],
      };
    default:
      return of satisfies never;
  }
}

const schema = defineSchema({
  ...described,
  id: EVERY,
  name: 'Every',
  attributes: classes.flatMap((of) => simpleTypes.map((type) => definitionOf(of, type))),
});

/** Users with that extension. */
export const everyKind: ResourceType = defineProfile({
  ...userDefinition([
    attribute('userName', 'string', { required: true, filterable: true }),
    ...schema.attributes.map(({ name, type }) => attribute(`${EVERY}:${name}`, type, { unmapped: true })),
  ]),
  extensions: [schema],
}).type;

/** The value that sets an attribute of a class to one value. */
export function held(of: AttributeClass, value: Json): Json {
  switch (of) {
    case 'one':
      return value;
    case 'whole':
      return { value };
    case 'list':
      return [value];
    case 'elements':
      return [{ value }];
    default:
      return of satisfies never;
  }
}

/** A user with a value for the attribute of a class and type. */
export function holding(of: AttributeClass, type: SimpleType, content: Json): JsonObject {
  return { userName: 'ada', [EVERY]: { [nameOf(of, type)]: content } };
}
