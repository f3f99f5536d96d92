import type { JsonObject } from '@scimwright/core';
import { commonAttributes, findAttribute, type Attribute } from '@scimwright/core/schema';
import { exampleResource } from './example-resource.ts';
import { requirementSchema } from './requirement-schema.ts';
import { sentProperties } from './sent-attribute.ts';
import type { DescribedType } from './described-type.ts';

/**
 * The JSON Schema of the body of a POST or PUT. Every body that the server accepts is valid, as long as its names are spelled
 * as in the schema. Unmapped attributes are valid too, because the server ignores them.
 */
export function sentResource({ profile, accepts }: DescribedType): JsonObject {
  const { type } = profile;
  const { schema, extensions, membership } = type;
  const common = commonAttributes.filter(({ name }) => findAttribute(schema.attributes, name) === undefined);
  const required = type.required.map(({ target: { path } }) => path.extension ?? path.attribute.name);
  return {
    description: `${type.description}, as the body of a POST or PUT. Read-only attributes are ignored.`,
    type: 'object',
    required: [...new Set(['schemas', ...required])],
    properties: {
      schemas: schemasProperty(type, accepts),
      ...sentProperties(common, accepts),
      ...sentProperties(schema.attributes, accepts),
      ...(membership && { [membership.name]: sentMembers(membership, accepts) }),
      ...Object.fromEntries(
        extensions.map((extension) => [
          extension.schema.id,
          {
            description: extension.schema.description,
            type: ['object', 'null'],
            properties: sentProperties(extension.schema.attributes, accepts),
          },
        ]),
      ),
    },
    ...(type.required.length > 0 && {
      allOf: type.required.map((requirement) => requirementSchema(requirement, type, accepts)),
    }),
    examples: [exampleResource(profile)],
  };
}

function schemasProperty(
  { schema, extensions }: DescribedType['profile']['type'],
  accepts: DescribedType['accepts'],
): JsonObject {
  const known = [schema.id, ...extensions.map((extension) => extension.schema.id)];
  return {
    description: 'The URNs of the schemas in use.',
    type: 'array',
    items: accepts('unknown-schema-urn') ? { type: 'string', examples: known } : { enum: known },
    contains: { const: schema.id },
  };
}

/** The members in a body: one or a list, each with its id. Other attributes of a member are ignored. */
function sentMembers({ description }: Attribute, accepts: DescribedType['accepts']): JsonObject {
  const asText = accepts('element-as-string');
  const asJson = accepts('json-in-string');
  const clears = accepts('empty-value-clears');
  const isText = asText || asJson;
  const member: JsonObject = {
    required: ['value'],
    properties: {
      value: { description: 'The id of the member.', type: 'string', minLength: 1 },
    },
  };
  return {
    description,
    type: ['array', 'object', ...(isText || clears ? ['string'] : []), 'null'],
    ...(!isText && clears && { maxLength: 0 }),
    items: { type: ['object', ...(isText ? ['string'] : []), 'null'], ...member },
    ...member,
  };
}
