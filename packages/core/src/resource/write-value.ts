import { isObject, ownValue, sameJson, withKey, type Json, type JsonObject } from '../json.ts';
import type { BoundPath } from '../schema/resource-type.ts';
import type { Resource } from './resource.ts';

/**
 * A copy of a resource with another value at a path; undefined removes it, and containers that become empty.
 *
 * @example
 * writeValue({ userName: 'ada' }, { extension: undefined, attribute: userName, sub: undefined }, undefined); // {}
 */
export function writeValue(
  resource: Resource,
  { extension, attribute, sub }: BoundPath,
  value: Json | undefined,
): Resource {
  const container = extension === undefined ? resource : ownValue(resource, extension);
  const inside = isObject(container) ? container : {};
  const parent = ownValue(inside, attribute.name);
  const next =
    sub === undefined
      ? withKey(inside, attribute.name, value)
      : withKey(inside, attribute.name, emptied(withPart(isObject(parent) ? parent : {}, sub.name, value)));
  if (extension === undefined) return next;
  return withKey(resource, extension, emptied(next));
}

/**
 * Sets a sub-attribute of a complex value. A new `value` removes the `$ref`, which is the URI of the old one.
 *
 * @example
 * withPart({ value: '1', $ref: '../Users/1' }, 'value', '2'); // { value: '2' }
 */
export function withPart(object: JsonObject, name: string, part: Json | undefined): JsonObject {
  const next = withKey(object, name, part);
  const isStale = name === 'value' && !sameJson(object['value'], part);
  return isStale ? withKey(next, '$ref', undefined) : next;
}

/** The object, or undefined if it is empty. */
export function emptied(object: JsonObject): JsonObject | undefined {
  return Object.keys(object).length === 0 ? undefined : object;
}
