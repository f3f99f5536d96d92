import type { Attribute, JsonObject } from '@scimwright/core';
import type { DescribedType } from './subject.ts';

/**
 * The JSON Schema of the members in a body: one or a list, each named by its id. What else a client says of a member is
 * not read.
 *
 * @example
 * const [, members] = groupSchema.attributes;
 * if (members) sentMembers(members, () => false)['type']; // ['array', 'object', 'null']
 */
export function sentMembers({ description }: Attribute, accepts: DescribedType['accepts']): JsonObject {
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
