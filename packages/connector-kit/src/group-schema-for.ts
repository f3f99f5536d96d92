import { groupSchema, type Attribute, type Schema } from '@scimwright/core';

/**
 * The schema of groups whose members can be of some resource types beside users and groups.
 *
 * @example
 * groupSchemaFor(['Device']).attributes.length; // 2
 */
export function groupSchemaFor(types: readonly string[]): Schema {
  if (types.length === 0) return groupSchema;
  const withTypes = ({ referenceTypes, canonicalValues, ...rest }: Attribute): Attribute => ({
    ...rest,
    ...(canonicalValues && { canonicalValues: [...canonicalValues, ...types] }),
    ...(referenceTypes && { referenceTypes: [...referenceTypes, ...types] }),
  });
  const attributes = groupSchema.attributes.map((attribute) =>
    attribute.name === 'members' && attribute.subAttributes !== undefined
      ? { ...attribute, subAttributes: attribute.subAttributes.map(withTypes) }
      : attribute,
  );
  return { ...groupSchema, attributes };
}
