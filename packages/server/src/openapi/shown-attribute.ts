import type { Attribute, AttributeType, JsonObject } from '@scimwright/core';
import { propertyKeywords } from './property-keywords.ts';

/** The JSON types of RFC 7643 §2.3 as answers have them. */
const SHOWN: Readonly<Record<AttributeType, JsonObject>> = {
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  decimal: { type: 'number' },
  integer: { type: 'integer' },
  dateTime: { type: 'string' },
  binary: { type: 'string', contentEncoding: 'base64' },
  reference: { type: 'string' },
  complex: { type: 'object' },
};

/** What the server makes is always of these forms; what a client wrote comes back as it was written. */
const MADE: Readonly<Partial<Record<AttributeType, JsonObject>>> = {
  dateTime: { format: 'date-time' },
  reference: { format: 'uri' },
};

/**
 * The JSON Schema of an attribute as an answer shows it.
 *
 * @param isMade - the server makes its values, whatever a client sends
 *
 * @example
 * const [userName] = userSchema.attributes;
 * if (userName) shownAttribute(userName); // { description: '…', type: 'string' }
 */
export function shownAttribute(attribute: Attribute, isMade = false): JsonObject {
  const { type, multiValued, description, mutability, canonicalValues, subAttributes } = attribute;
  const made = isMade || mutability === 'readOnly';
  const value: JsonObject = {
    ...SHOWN[type],
    ...(made && MADE[type]),
    // A client may write any other value: only where the server makes them are these all there are.
    ...(canonicalValues && { [made ? 'enum' : 'examples']: canonicalValues }),
    ...(subAttributes && propertyKeywords(shownProperties(subAttributes, made))),
  };
  return {
    description,
    ...(mutability === 'readOnly' && { readOnly: true }),
    ...(multiValued ? { type: 'array', items: value } : value),
  };
}

/**
 * The JSON Schemas of some attributes by name; what is never returned is left out.
 *
 * @example
 * Object.keys(shownProperties(userSchema.attributes)).includes('password'); // false
 */
export function shownProperties(attributes: readonly Attribute[], isMade = false): JsonObject {
  const shown = attributes.filter(({ returned }) => returned !== 'never');
  return Object.fromEntries(shown.map((attribute) => [attribute.name, shownAttribute(attribute, isMade)]));
}
