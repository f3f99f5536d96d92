import type { JsonObject, ResourceType } from '@scimwright/core';
import { SCHEMA, type Attribute, type Schema } from '@scimwright/core/schema';

/** A schema as served at `/Schemas` (RFC 7643 §7): narrowed to the profile, so that clients see what they can map. */
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

/** The schemas of resource types and their extensions. */
export function schemasOf(types: readonly ResourceType[]): readonly Schema[] {
  return types.flatMap(({ schema, extensions }) => [
    schema,
    ...extensions.map((extension) => extension.schema),
  ]);
}
