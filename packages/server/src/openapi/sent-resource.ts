import { commonAttributes, findAttribute, type JsonObject } from '@scimwright/core';
import { exampleResource } from './example-resource.ts';
import { requirementSchema } from './requirement-schema.ts';
import { sentMembers } from './sent-members.ts';
import { sentProperties } from './sent-attribute.ts';
import type { DescribedType } from './subject.ts';

/**
 * The JSON Schema of the body of a POST or PUT: whatever the server accepts is valid by it, as long as names are spelled
 * as in the schema. What lies outside of the profile is not forbidden: the server leaves it out.
 *
 * @example
 * sentResource(describedType(connector.users, subject))['type']; // 'object'
 */
export function sentResource({ profile, accepts }: DescribedType): JsonObject {
  const { type } = profile;
  const { schema, extensions, membership } = type;
  const common = commonAttributes.filter(({ name }) => findAttribute(schema.attributes, name) === undefined);
  const required = type.required.map(({ target: { path } }) => path.extension ?? path.attribute.name);
  return {
    description: `${type.description}, as the body of a POST or PUT. What is read-only in it is ignored.`,
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
