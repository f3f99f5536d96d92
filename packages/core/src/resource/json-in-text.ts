import type { Reading } from '../dialect/reading.ts';
import { isObject, withKey, type Json, type JsonObject } from '../json.ts';
import { findAttribute, type Attribute } from '../schema/attribute.ts';

/**
 * The value of a multi-valued attribute; the JSON text of an array is read as that array.
 *
 * @example
 * listInText('[{"value":"2819"}]', openReading()); // [{ value: '2819' }]
 */
export function listInText(value: Json, reading: Reading): Json {
  const list = typeof value === 'string' ? parsed(value, '[') : undefined;
  return Array.isArray(list) && reading.accept('json-in-string') ? list : value;
}

/**
 * The element whose JSON text a text is: those parts of it that the attribute has. A role of Entra calls its `display`
 * by another name.
 *
 * @returns undefined for any other text, which is an ordinary value
 *
 * @example
 * elementInText(emails, '{"id":"18d1","value":"a@x.example"}', openReading()); // { value: 'a@x.example' }
 */
export function elementInText(
  { subAttributes }: Attribute,
  text: string,
  reading: Reading,
): JsonObject | undefined {
  const object = parsed(text, '{');
  if (!isObject(object)) return undefined;
  const known = Object.entries(object).flatMap(([name, part]): [string, Json][] => {
    const sub = findAttribute(subAttributes, name);
    return sub === undefined ? [] : [[sub.name, part]];
  });
  const element: JsonObject = Object.fromEntries(known);
  if (!isElement(element, findAttribute(subAttributes, 'value')) || !reading.accept('json-in-string'))
    return undefined;
  const { displayName } = object;
  const isNamed =
    findAttribute(subAttributes, 'displayName') !== undefined || element['display'] !== undefined;
  return isNamed || typeof displayName !== 'string' || findAttribute(subAttributes, 'display') === undefined
    ? element
    : withKey(element, 'display', displayName);
}

/** Whether an object is an element, and not a text of its own that happens to be JSON. */
function isElement(element: JsonObject, value: Attribute | undefined): boolean {
  if (value === undefined) return Object.keys(element).length > 0;
  const part = element['value'];
  return typeof part === 'string' || (value.type !== 'string' && (part ?? null) !== null);
}

/**
 * Whether a text looks like the JSON text of an object or an array, well-formed or not.
 *
 * @example
 * looksLikeJson('[{"value":'); // true
 */
export function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

function parsed(text: string, opening: '{' | '['): Json | undefined {
  if (!looksLikeJson(text) || text.trimStart()[0] !== opening) return undefined;
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined; // what only looks like JSON is an ordinary text
  }
}
