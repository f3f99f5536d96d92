import { findAttribute, type Attribute, type JsonObject } from '@scimwright/core';
import { anyCase } from './any-case.ts';
import { propertyKeywords } from './property-keywords.ts';
import type { DescribedType } from './subject.ts';

type Accepts = DescribedType['accepts'];

/**
 * The JSON Schema of an attribute in a body: what the server reads it from. Null unassigns (RFC 7643 §2.5); the
 * departures that the connector accepts are in it as other types of value.
 *
 * @example
 * const [userName] = userSchema.attributes;
 * if (userName) sentAttribute(userName, () => false); // { description: '…', type: ['string', 'null'] }
 */
export function sentAttribute(attribute: Attribute, accepts: Accepts): JsonObject {
  const { description, mutability, multiValued } = attribute;
  return {
    description,
    ...(mutability === 'writeOnly' && { writeOnly: true }),
    ...(multiValued ? sentList(attribute, accepts) : sentValue(attribute, accepts)),
  };
}

/**
 * The JSON Schemas of the attributes that a client can set, by name.
 *
 * @example
 * Object.keys(sentProperties(userSchema.attributes, () => true)).includes('groups'); // false
 */
export function sentProperties(attributes: readonly Attribute[], accepts: Accepts): JsonObject {
  const sent = attributes.filter(({ mutability }) => mutability !== 'readOnly');
  return Object.fromEntries(sent.map((attribute) => [attribute.name, sentAttribute(attribute, accepts)]));
}

/** The keywords beside `type` speak of one type of value each, so that several types need no `anyOf`. */
function sentValue(attribute: Attribute, accepts: Accepts): JsonObject {
  const { type, canonicalValues, subAttributes } = attribute;
  const clears = accepts('empty-value-clears');
  /** An empty string, where text is none of the values. */
  const empty = clears ? { types: ['string'], rule: { maxLength: 0 } } : { types: [], rule: {} };
  switch (type) {
    case 'string':
    case 'reference':
    case 'dateTime':
    case 'binary':
      return {
        type: ['string', 'null'],
        ...(type === 'binary' && { contentEncoding: 'base64' }),
        ...(canonicalValues && { examples: canonicalValues }),
      };
    case 'boolean':
      if (!accepts('boolean-as-string')) return { type: ['boolean', ...empty.types, 'null'], ...empty.rule };
      return {
        type: ['boolean', 'string', 'null'],
        pattern: anyCase('true', 'false', ...(clears ? [''] : [])),
      };
    case 'integer':
      return { type: ['integer', ...empty.types, 'null'], ...empty.rule };
    case 'decimal':
      return { type: ['number', ...empty.types, 'null'], ...empty.rule };
    case 'complex': {
      const asText = accepts('complex-as-string') && hasValue(attribute);
      const isText = asText || clears;
      return {
        type: [
          'object',
          ...(isText ? ['string'] : []),
          ...(accepts('complex-as-array') ? ['array'] : []),
          'null',
        ],
        ...propertyKeywords(sentProperties(subAttributes ?? [], accepts)),
        ...(!asText && empty.rule),
        ...(accepts('complex-as-array') && { maxItems: 1 }),
      };
    }
    default:
      return type satisfies never;
  }
}

function sentList(attribute: Attribute, accepts: Accepts): JsonObject {
  const clears = accepts('empty-value-clears');
  return {
    type: ['array', ...(clears ? ['string'] : []), 'null'],
    ...(clears && { maxLength: 0 }),
    items: sentElement(attribute, accepts),
  };
}

function sentElement(attribute: Attribute, accepts: Accepts): JsonObject {
  if (attribute.type !== 'complex') return sentValue(attribute, accepts);
  const asText = accepts('element-as-string') && hasValue(attribute);
  return {
    type: ['object', ...(asText ? ['string'] : []), 'null'],
    ...propertyKeywords(sentProperties(attribute.subAttributes ?? [], accepts)),
  };
}

function hasValue({ subAttributes }: Attribute): boolean {
  return findAttribute(subAttributes, 'value') !== undefined;
}
