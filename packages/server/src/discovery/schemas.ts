import { SCHEMA, type Attribute, type JsonObject, type ResourceType, type Schema } from '@scimwright/core';

/**
 * A schema as it is served at `/Schemas` (RFC 7643 §7): narrowed to the connector's profile, since a client derives
 * from it what it may map.
 *
 * @example
 * describeSchema(userType.schema, 'https://x.example/bic/contoso/scim/v2');
 */
export function describeSchema(schema: Schema, base: string): JsonObject {
  return {
    schemas: [SCHEMA],
    id: schema.id,
    name: schema.name,
    description: schema.description,
    attributes: schema.attributes.map(describeAttribute),
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${schema.id}` },
  };
}

function describeAttribute({
  subAttributes,
  canonicalValues,
  referenceTypes,
  ...attribute
}: Attribute): JsonObject {
  return {
    ...attribute,
    ...(canonicalValues && { canonicalValues }),
    ...(referenceTypes && { referenceTypes }),
    ...(subAttributes && { subAttributes: subAttributes.map(describeAttribute) }),
  };
}

/**
 * The schemas of some resource types, each once.
 *
 * @example
 * schemasOf([userType]).map(({ id }) => id);
 */
export function schemasOf(types: readonly ResourceType[]): readonly Schema[] {
  return types.flatMap(({ schema, extensions }) => [
    schema,
    ...extensions.map((extension) => extension.schema),
  ]);
}
