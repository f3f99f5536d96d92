import type { Attribute } from '../schema/attribute.ts';
import { commonAttributes } from '../schema/common-attributes.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { GROUP, USER } from '../schema/urn.ts';

const NAME_BY_SCHEMA: ReadonlyMap<string, string> = new Map([
  [USER, 'userName'],
  [GROUP, 'displayName'],
]);

/**
 * Whether an attribute is a name by which people tell one resource from another, in lists, logs and messages: `userName`,
 * a group's `displayName`, and `externalId`. A line break in such a name would forge a line.
 *
 * @example
 * isPrintedName(userName, userType); // true
 */
export function isPrintedName(attribute: Attribute, { schema }: Pick<ResourceType, 'schema'>): boolean {
  const isNamedSo = attribute.name === 'externalId' || attribute.name === NAME_BY_SCHEMA.get(schema.id);
  // An extension may have an attribute of the same name, and a complex attribute such a part.
  return isNamedSo && (schema.attributes.includes(attribute) || commonAttributes.includes(attribute));
}
