import type { JsonObject } from '@scimwright/core';
import { findAttribute, type Attribute } from '@scimwright/core/schema';
import { anyCase } from './any-case.ts';
import { propertyKeywords } from './property-keywords.ts';
import type { DescribedType } from './described-type.ts';

type Accepts = DescribedType['accepts'];

/**
 * The JSON Schema of an attribute in a body. Null unassigns (RFC 7643 §2.5). Departures that the connector accepts appear as
 * further types.
 */
function sentAttribute(attribute: Attribute, accepts: Accepts): JsonObject {
  const { description, mutability, multiValued } = attribute;
  return {
    description,
    ...(mutability === 'writeOnly' && { writeOnly: true }),
    ...(multiValued ? sentList(attribute, accepts) : sentValue(attribute, accepts)),
  };
}

/** The JSON Schemas of the attributes that a client can set, by name. */
export function sentProperties(attributes: readonly Attribute[], accepts: Accepts): JsonObject {
  const sent = attributes.filter(({ mutability }) => mutability !== 'readOnly');
  return Object.fromEntries(sent.map((attribute) => [attribute.name, sentAttribute(attribute, accepts)]));
}

const EMPTY = '^$';
const ANY = '';
const OBJECT_AS_TEXT = '^\\s*\\{';
const LIST_AS_TEXT = '^\\s*\\[';

/** Values of these types, null, and text in a form that a departure accepts. */
function typed(types: readonly string[], ...forms: readonly (string | false)[]): JsonObject {
  const patterns = forms.filter((form) => form !== false);
  if (patterns.length === 0) return { type: [...types, 'null'] };
  const isAny = patterns.includes(ANY);
  return { type: [...types, 'string', 'null'], ...(!isAny && { pattern: patterns.join('|') }) };
}

/** Each keyword applies to one type of value, so that several types need no `anyOf`. */
function sentValue(attribute: Attribute, accepts: Accepts): JsonObject {
  const { type, canonicalValues, subAttributes } = attribute;
  const clears = accepts('empty-value-clears');
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
      return typed(['boolean'], clears && EMPTY, accepts('boolean-as-string') && anyCase('true', 'false'));
    case 'integer':
      return typed(['integer'], clears && EMPTY, accepts('number-as-text') && '^-?[0-9]+$');
    case 'decimal':
      return typed(['number'], clears && EMPTY, accepts('number-as-text') && '^-?[0-9][0-9.eE+-]*$');
    case 'complex': {
      const asArray = accepts('complex-as-array');
      return {
        ...typed(
          asArray ? ['object', 'array'] : ['object'],
          clears && EMPTY,
          accepts('json-in-string') && OBJECT_AS_TEXT,
          accepts('complex-as-string') && hasValue(attribute) && ANY,
        ),
        ...propertyKeywords(sentProperties(subAttributes ?? [], accepts)),
        ...(asArray && { maxItems: 1 }),
      };
    }
    default:
      return type satisfies never;
  }
}

function sentList(attribute: Attribute, accepts: Accepts): JsonObject {
  return {
    ...typed(['array'], accepts('empty-value-clears') && EMPTY, accepts('json-in-string') && LIST_AS_TEXT),
    items: sentElement(attribute, accepts),
  };
}

function sentElement(attribute: Attribute, accepts: Accepts): JsonObject {
  if (attribute.type !== 'complex') {
    const value = sentValue(attribute, accepts);
    if (!accepts('element-as-object')) return value;
    const { type = [] } = value;
    return { ...value, type: ['object', ...[type].flat()], required: ['value'], properties: { value } };
  }
  return {
    ...typed(
      ['object'],
      accepts('json-in-string') && OBJECT_AS_TEXT,
      accepts('element-as-string') && hasValue(attribute) && ANY,
    ),
    ...propertyKeywords(sentProperties(attribute.subAttributes ?? [], accepts)),
  };
}

function hasValue({ subAttributes }: Attribute): boolean {
  return findAttribute(subAttributes, 'value') !== undefined;
}
