import { isObject, type Json } from '../json.ts';

/** Numbers, booleans and null are short, whatever they are. */
const SCALAR = 5;

/**
 * About how many characters a value has as JSON text, without making the text. It asks for values that were admitted,
 * which are never deep.
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
  for (const key of Object.keys(value)) size += key.length + sizeOf(value[key] ?? null) + 3;
  return size;
}
