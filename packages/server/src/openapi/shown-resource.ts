import type { JsonObject } from '@scimwright/core';
import { commonAttributes, findAttribute } from '@scimwright/core/schema';
import { shownAttribute, shownProperties } from './shown-attribute.ts';
import type { DescribedType } from './described-type.ts';

/** The JSON Schema of a resource in a response. Only `schemas` and `id` are required, because of projections. */
export function shownResource({ profile: { type } }: DescribedType): JsonObject {
  const { schema, extensions, membership } = type;
  const others = commonAttributes.filter(({ name }) => findAttribute(schema.attributes, name) === undefined);
  return {
    description: `${type.description}, as in responses.`,
    type: 'object',
    required: ['schemas', 'id'],
    properties: {
      ...shownProperties(others),
      ...shownProperties(schema.attributes),
      ...(membership && { [membership.name]: shownAttribute(membership, true) }),
      ...Object.fromEntries(
        extensions.map((extension) => [
          extension.schema.id,
          {
            description: extension.schema.description,
            type: 'object',
            properties: shownProperties(extension.schema.attributes),
          },
        ]),
      ),
      schemas: schemasProperty(type),
      meta: metaProperty(type.name),
    },
  };
}

/** The URN of the type, and those of the extensions of which the resource has data. */
function schemasProperty({ schema, extensions }: DescribedType['profile']['type']): JsonObject {
  return {
    description: 'The URNs of the schemas in use.',
    readOnly: true,
    type: 'array',
    items: { enum: [schema.id, ...extensions.map((extension) => extension.schema.id)] },
    contains: { const: schema.id },
    uniqueItems: true,
  };
}

function metaProperty(typeName: string): JsonObject {
  const meta = findAttribute(commonAttributes, 'meta');
  if (meta === undefined) throw new Error('Every resource has meta.');
  const shown = shownAttribute(meta);
  return {
    ...shown,
    properties: {
      ...shownProperties(meta.subAttributes ?? []),
      resourceType: { const: typeName, description: 'The name of the resource type.', readOnly: true },
      version: {
        description: 'The version, equal to the ETag.',
        readOnly: true,
        type: 'string',
        pattern: '^W/"[0-9]+"$',
      },
    },
  };
}
