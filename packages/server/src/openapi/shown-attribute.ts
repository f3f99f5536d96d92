import type { JsonObject } from '@scimwright/core';
import type { Attribute, AttributeType } from '@scimwright/core/schema';
import { propertyKeywords } from './property-keywords.ts';

/** The JSON types of RFC 7643 §2.3 in responses. */
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

/** The formats of values that the server makes. Values of clients are returned as they were written. */
const MADE: Readonly<Partial<Record<AttributeType, JsonObject>>> = {
  dateTime: { format: 'date-time' },
  reference: { format: 'uri' },
};

/**
 * The JSON Schema of an attribute in a response.
 *
 * @param isMade - whether the server makes its values, whatever a client sends
 */
export function shownAttribute(attribute: Attribute, isMade = false): JsonObject {
  const { type, multiValued, description, mutability, canonicalValues, subAttributes } = attribute;
  const made = isMade || mutability === 'readOnly';
  const value: JsonObject = {
    ...SHOWN[type],
    ...(made && MADE[type]),
    // A client may write other values. The list is complete only when the server makes the values.
    ...(canonicalValues && { [made ? 'enum' : 'examples']: canonicalValues }),
    ...(subAttributes && propertyKeywords(shownProperties(subAttributes, made))),
  };
  return {
    description,
    ...(mutability === 'readOnly' && { readOnly: true }),
    ...(multiValued ? { type: 'array', items: value } : value),
  };
}

/** The JSON Schemas of attributes in a response, by name, without those that are never returned. */
export function shownProperties(attributes: readonly Attribute[], isMade = false): JsonObject {
  const shown = attributes.filter(({ returned }) => returned !== 'never');
  return Object.fromEntries(shown.map((attribute) => [attribute.name, shownAttribute(attribute, isMade)]));
}
