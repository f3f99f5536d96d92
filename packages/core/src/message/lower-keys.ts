import { isObject } from '../json.ts';

/**
 * An object with its keys in lower case, and anything else as it is: RFC 7643 §2.1 makes names case-insensitive.
 *
 * @example
 * lowerKeys({ Operations: [] }); // { operations: [] }
 */
export function lowerKeys(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key.toLowerCase(), part]));
}
