import type { ParseContext } from '../dialect/parse-context.ts';
import type { Json } from '../json.ts';

/** Whether a value unassigns an attribute: null or, from Entra, the empty string. */
export function unassigns(value: Json | undefined, context: ParseContext): boolean {
  return value === null || (value === '' && context.accept('empty-value-clears'));
}

/** Whether a value empties a list: `unassigns`, or `[]` (RFC 7643 §2.5). */
export function isEmptyList(value: Json | undefined, context: ParseContext): boolean {
  return unassigns(value, context) || (Array.isArray(value) && value.length === 0);
}
