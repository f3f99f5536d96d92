import type { Reading } from '../dialect/reading.ts';
import type { Json } from '../json.ts';

/**
 * Whether a value unassigns what an operation names: null, and the empty string of Entra.
 *
 * @example
 * unassigns(null, openReading()); // true
 */
export function unassigns(value: Json | undefined, reading: Reading): boolean {
  return value === null || (value === '' && reading.accept('empty-value-clears'));
}

/**
 * The same of a value for a whole list, of which null and `[]` say alike that nothing is in it (RFC 7643 §2.5).
 *
 * @example
 * isEmptyList([], openReading()); // true
 */
export function isEmptyList(value: Json | undefined, reading: Reading): boolean {
  return unassigns(value, reading) || (Array.isArray(value) && value.length === 0);
}
