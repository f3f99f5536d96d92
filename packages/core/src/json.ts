/** A JSON value as `JSON.parse` yields it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object as `JSON.parse` yields it. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * Whether a value is a JSON object: neither null nor an array.
 *
 * @example
 * isObject({ a: 1 }); // true
 */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * An object's own value under a key. A key such as `constructor` must not find what every object inherits.
 *
 * @example
 * ownValue({ a: 1 }, 'toString'); // undefined
 */
export function ownValue(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/**
 * Whether two JSON values are structurally equal, whatever the order of their keys.
 *
 * @example
 * sameJson({ a: 1, b: [2] }, { b: [2], a: 1 }); // true
 */
export function sameJson(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, at) => sameJson(item, right[at]));
  }
  if (!isObject(left) || !isObject(right)) return false;
  if (Object.keys(left).length !== Object.keys(right).length) return false;
  for (const key in left) {
    const isSame = left[key] === right[key] || (Object.hasOwn(right, key) && sameJson(left[key], right[key]));
    if (!isSame) return false;
  }
  return true;
}

/**
 * A copy of an object with one key set, or removed if the value is undefined. Keys such as `__proto__` become own
 * properties, so that no client can reach a prototype.
 *
 * @example
 * withKey({ a: 1 }, 'b', 2); // { a: 1, b: 2 }
 */
export function withKey(object: JsonObject, key: string, value: Json | undefined): JsonObject {
  if (value !== undefined) return { ...object, [key]: value };
  if (!Object.hasOwn(object, key)) return object;
  const { [key]: _, ...others } = object;
  return others;
}
