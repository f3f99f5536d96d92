import type { ParseContext } from '../dialect/parse-context.ts';
import { isObject, withKey, type Json, type JsonObject } from '../json.ts';
import { findAttribute, type Attribute } from '../schema/attribute.ts';

/**
 * The value of a multi-valued attribute; a string that holds a JSON array is read as that array.
 *
 * @example
 * listInText('[{"value":"2819"}]', openParseContext()); // [{ value: '2819' }]
 */
export function listInText(value: Json, context: ParseContext): Json {
  const list = typeof value === 'string' ? parsed(value, '[') : undefined;
  return Array.isArray(list) && context.accept('json-in-string') ? list : value;
}

/**
 * The element whose JSON a string holds, with the sub-attributes that the attribute has. Entra's roles have `displayName`
 * for `display`.
 *
 * @returns undefined for any other string, which is an ordinary value
 *
 * @example
 * elementInText(emails, '{"id":"18d1","value":"a@x.example"}', openParseContext()); // { value: 'a@x.example' }
 */
export function elementInText(
  { subAttributes }: Attribute,
  text: string,
  context: ParseContext,
): JsonObject | undefined {
  const object = parsed(text, '{');
  if (!isObject(object)) return undefined;
  const known = Object.entries(object).flatMap(([name, part]): [string, Json][] => {
    const sub = findAttribute(subAttributes, name);
    return sub === undefined ? [] : [[sub.name, part]];
  });
  const element: JsonObject = Object.fromEntries(known);
  if (!isElement(element, findAttribute(subAttributes, 'value')) || !context.accept('json-in-string'))
    return undefined;
  const { displayName } = object;
  const isNamed =
    findAttribute(subAttributes, 'displayName') !== undefined || element['display'] !== undefined;
  return isNamed || typeof displayName !== 'string' || findAttribute(subAttributes, 'display') === undefined
    ? element
    : withKey(element, 'display', displayName);
}

/** Whether an object is an element, and not an ordinary value that happens to be JSON. */
function isElement(element: JsonObject, value: Attribute | undefined): boolean {
  if (value === undefined) return Object.keys(element).length > 0;
  const part = element['value'];
  return typeof part === 'string' || (value.type !== 'string' && (part ?? null) !== null);
}

/** Whether a sent element is JSON in a string, or has such a string for its value. */
export function isElementInText(sent: Json): boolean {
  const text = isObject(sent) ? sent['value'] : sent;
  return typeof text === 'string' && isObject(parsed(text, '{'));
}

/** Whether a string looks like a JSON object or array, well-formed or not. */
export function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

function parsed(text: string, opening: '{' | '['): Json | undefined {
  if (!looksLikeJson(text) || text.trimStart()[0] !== opening) return undefined;
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined; // an ordinary string
  }
}
