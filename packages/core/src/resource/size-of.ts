import { isObject, type Json } from '../json.ts';

/** For a number, a boolean or null. */
const SCALAR = 5;

/**
 * About how many characters a value has as JSON, without serialising it. It recurses, so the value must have been parsed:
 * then it is not deep.
 *
 * @example
 * sizeOf({ title: 'Dr' }); // 13
 */
export function sizeOf(value: Json): number {
  if (typeof value === 'string') return value.length + 2;
  if (Array.isArray(value)) {
    let size = 1;
    for (const item of value as readonly Json[]) size += sizeOf(item) + 1; // a JSON array holds JSON values
    return size;
  }
  if (!isObject(value)) return SCALAR;
  let size = 1;
  for (const key in value) size += key.length + sizeOf(value[key] ?? null) + 3;
  return size;
}
