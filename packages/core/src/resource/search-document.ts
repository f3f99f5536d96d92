import { compareKey, type CompareKey } from '../filter/compare-key.ts';
import { readValues } from '../filter/to-predicate.ts';
import { isObject, ownValue, type Json, type JsonObject } from '../json.ts';
import type { Attribute } from '../schema/attribute.ts';
import { commonAttributes } from '../schema/common-attributes.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import type { Resource } from './resource.ts';

/** What is kept beside a resource and not in it; see `Resource`. */
const KEPT_BESIDE: ReadonlySet<string> = new Set(['schemas', 'id', 'meta']);

/**
 * What a resource is searched by: the same attributes at the same places, each value as it compares, so that a database
 * need not know how SCIM compares. Every attribute is a list, the primary element first; null is nowhere; what is never
 * returned is left out. A filter says the same of a resource and of its document; `id`, `meta` and memberships are
 * beside both.
 *
 * @example
 * searchDocument({ userName: 'Ada' }, userType); // { schemas: ['urn:ietf:params:scim:schemas:core:2.0:user'], userName: ['ada'] }
 */
export function searchDocument(resource: Resource, type: ResourceType): JsonObject {
  const own = [...type.schema.attributes, ...commonAttributes.filter(({ name }) => !KEPT_BESIDE.has(name))];
  const extensions = type.extensions.flatMap(({ schema: { id, attributes } }) => {
    const container = ownValue(resource, id);
    return isObject(container) ? [[id, listsOf(container, attributes)] as const] : [];
  });
  // RFC 7643 §3.1: the schemas of a resource are that of its type and those of the extensions it has.
  const schemas = [type.schema.id, ...extensions.map(([id]) => id)];
  return {
    ...listsOf({ schemas }, commonAttributes),
    ...listsOf(resource, own),
    ...Object.fromEntries(extensions),
  };
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
