import { compareKey, type CompareKey } from '../filter/compare-key.ts';
import { readValues } from '../filter/to-predicate.ts';
import { isObject, ownValue, type Json, type JsonObject } from '../json.ts';
import type { Attribute } from '../schema/attribute.ts';
import { commonAttributes } from '../schema/common-attributes.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import type { Resource } from './resource.ts';

/** Not part of a `Resource`. */
const NOT_IN_RESOURCE: ReadonlySet<string> = new Set(['schemas', 'id', 'meta']);

/**
 * The search document of a resource: the same attributes with comparison keys for values, so that a database need not know
 * how SCIM compares. Every attribute is a list, the primary element first; nulls and attributes that are never returned
 * are left out. A filter matches a resource if and only if it matches its document. Neither has `id`, `meta` and
 * memberships.
 *
 * @example
 * searchDocument({ userName: 'Ada' }, userType); // { schemas: ['urn:ietf:params:scim:schemas:core:2.0:user'], userName: ['ada'] }
 */
export function searchDocument(resource: Resource, type: ResourceType): JsonObject {
  const own = [
    ...type.schema.attributes,
    ...commonAttributes.filter(({ name }) => !NOT_IN_RESOURCE.has(name)),
  ];
  const extensions = type.extensions.flatMap(({ schema: { id, attributes } }) => {
    const container = ownValue(resource, id);
    return isObject(container) ? [[id, listsOf(container, attributes)] as const] : [];
  });
  // The schemas of a resource are that of its type and those of its extensions (RFC 7643 §3.1).
  const schemas = [type.schema.id, ...extensions.map(([id]) => id)];
  return {
    ...listsOf({ schemas }, commonAttributes),
    ...listsOf(resource, own),
    ...Object.fromEntries(extensions),
  };
}

/**
 * The search document of a resource as it is stored.
 *
 * @returns undefined for a type that is searched only by its indexes
 *
 * @example
 * searchText({ userName: 'Ada' }, userType); // undefined
 */
export function searchText(resource: Resource, type: ResourceType): string | undefined {
  return type.searchedBy === 'everything' ? JSON.stringify(searchDocument(resource, type)) : undefined;
}

function listsOf(container: JsonObject, attributes: readonly Attribute[]): JsonObject {
  return Object.fromEntries(
    attributes.flatMap((attribute) => {
      if (attribute.returned === 'never') return [];
      const values = readValues(container, { extension: undefined, attribute, sub: undefined });
      return values.length === 0 ? [] : [[attribute.name, values.toSorted(byPrimary).map(keyOf(attribute))]];
    }),
  );
}

function byPrimary(left: Json, right: Json): number {
  return Number(isPrimary(right)) - Number(isPrimary(left));
}

function isPrimary(element: Json): boolean {
  return isObject(element) && ownValue(element, 'primary') === true;
}

function keyOf(attribute: Attribute): (value: Json) => CompareKey | JsonObject {
  const { subAttributes = [] } = attribute;
  return (value) => {
    if (!isObject(value)) return compareKey(value, attribute);
    return Object.fromEntries(
      subAttributes.flatMap((sub) => {
        const part = sub.returned === 'never' ? undefined : ownValue(value, sub.name);
        return part === undefined || part === null ? [] : [[sub.name, compareKey(part, sub)]];
      }),
    );
  };
}
