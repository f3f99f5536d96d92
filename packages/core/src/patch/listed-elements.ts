import type { ParseContext } from '../dialect/parse-context.ts';
import { compareKey, type CompareKey } from '../filter/compare-key.ts';
import { isObject, ownValue, type Json, type JsonObject } from '../json.ts';
import { partNamed, parseElements } from '../resource/parse-value.ts';
import { findAttribute, type Attribute } from '../schema/attribute.ts';

/**
 * A test for the elements that the items of a list name. An item names an element by its `value` or, without one, by all
 * its sub-attributes, compared as in a filter. Values are looked up, so the time grows with the length of the list only.
 *
 * @returns undefined if no item names anything
 * @throws ScimError invalidValue for an item that cannot be an element
 *
 * @example
 * listedElements([{ value: 'A@x.example' }], emails, 'emails', openParseContext())?.({ value: 'a@x.example' }); // true
 */
export function listedElements(
  items: readonly Json[],
  attribute: Attribute,
  path: string,
  context: ParseContext,
): ((element: Json) => boolean) | undefined {
  const named = parseElements(attribute, items.flatMap(naming), path, context);
  if (named.length === 0) return undefined;
  const keyOf = (name: string, part: Json): CompareKey => {
    const sub = findAttribute(attribute.subAttributes, name) ?? attribute;
    return compareKey(part, sub);
  };
  const valueOf = (element: Json): Json | undefined =>
    isObject(element) ? ownValue(element, 'value') : element;
  const values = new Set<CompareKey>();
  const labels: (readonly (readonly [name: string, key: CompareKey])[])[] = [];
  for (const item of named) {
    const value = valueOf(item);
    if (value !== undefined) values.add(keyOf('value', value));
    else if (isObject(item))
      labels.push(Object.entries(item).map(([name, part]) => [name, keyOf(name, part)]));
  }
  const hasPart = (element: JsonObject, name: string, key: CompareKey): boolean => {
    const part = ownValue(element, name);
    return part !== undefined && keyOf(name, part) === key;
  };
  return (element) => {
    const value = valueOf(element);
    if (value !== undefined && values.has(keyOf('value', value))) return true;
    return (
      isObject(element) && labels.some((parts) => parts.every(([name, key]) => hasPart(element, name, key)))
    );
  };
}

/** The part of an item that names an element: its `value`, if it has one; nothing if that is null or empty. */
function naming(item: Json): readonly Json[] {
  if (!isObject(item)) return [item];
  const value = partNamed(item, 'value');
  if (value === undefined) return [item];
  return value === null || value === '' ? [] : [{ value }];
}
