import type { JsonObject } from '@scimwright/core';

/**
 * The keywords that describe some properties by name. One that is called `$ref` is described by a pattern: it means the
 * same, and tools that look for references in a document take a property of that name for one.
 *
 * @example
 * propertyKeywords({ value: { type: 'string' } }); // { properties: { value: { type: 'string' } } }
 */
export function propertyKeywords(properties: JsonObject): JsonObject {
  const { $ref: reference, ...others } = properties;
  return {
    properties: others,
    ...(reference !== undefined && { patternProperties: { '^[$]ref$': reference } }),
  };
}
