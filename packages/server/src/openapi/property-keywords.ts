import type { JsonObject } from '@scimwright/core';

/**
 * The keywords that describe properties by name. A property named `$ref` is described by a pattern, which means the same,
 * because tools would mistake it for a reference.
 */
export function propertyKeywords(properties: JsonObject): JsonObject {
  const { $ref: reference, ...others } = properties;
  return {
    properties: others,
    ...(reference !== undefined && { patternProperties: { '^[$]ref$': reference } }),
  };
}
