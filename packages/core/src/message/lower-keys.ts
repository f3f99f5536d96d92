import { isObject } from '../json.ts';

/**
 * An object with its keys in lower case, because names are case-insensitive (RFC 7643 §2.1); any other value unchanged.
 */
export function lowerKeys(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key.toLowerCase(), part]));
}
