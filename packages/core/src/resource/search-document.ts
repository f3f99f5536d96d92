import { compareKey, type CompareKey } from '../filter/compare-key.ts';
import { listOf } from '../filter/to-predicate.ts';
import { isObject, ownValue, type Json, type JsonObject } from '../json.ts';
import type { Attribute } from '../schema/attribute.ts';
import { commonAttributes } from '../schema/common-attributes.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import type { Resource } from './resource.ts';

/** The common attributes that a `Resource` has. */
const commonInResource = commonAttributes.filter(({ name }) => !['schemas', 'id', 'meta'].includes(name));

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
  const extensions = type.extensions.flatMap(({ schema: { id, attributes } }) => {
    const container = ownValue(resource, id);
    return isObject(container) ? [{ id, container, attributes }] : [];
  });
  // The schemas of a resource are that of its type and those of its extensions (RFC 7643 §3.1).
  const schemas = [type.schema.id, ...extensions.map(({ id }) => id)];
  const document = listsOf({ schemas }, commonAttributes);
  listsOf(resource, type.schema.attributes, document);
  listsOf(resource, commonInResource, document);
  for (const { id, container, attributes } of extensions) document[id] = listsOf(container, attributes);
  return document;
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

type Lists = Record<string, Json>;

/** The lists of these attributes, added to others. */
function listsOf(container: JsonObject, attributes: readonly Attribute[], lists: Lists = {}): Lists {
  for (const attribute of attributes) {
    const values = attribute.returned === 'never' ? [] : listOf(ownValue(container, attribute.name));
    if (values.length === 0) continue;
    const ordered = values.length === 1 ? values : values.toSorted(byPrimary);
    lists[attribute.name] = ordered.map((value) => keyOf(value, attribute));
  }
  return lists;
}

function byPrimary(left: Json, right: Json): number {
  return Number(isPrimary(right)) - Number(isPrimary(left));
}

function isPrimary(element: Json): boolean {
  return isObject(element) && ownValue(element, 'primary') === true;
}

function keyOf(value: Json, attribute: Attribute): CompareKey | JsonObject {
  if (!isObject(value)) return compareKey(value, attribute);
  const keys: Record<string, CompareKey> = {};
  for (const sub of attribute.subAttributes ?? []) {
    const part = sub.returned === 'never' ? undefined : ownValue(value, sub.name);
    if (part !== undefined && part !== null) keys[sub.name] = compareKey(part, sub);
  }
  return keys;
}
