import type { Reading } from '../dialect/reading.ts';
import { compareKey, type CompareKey } from '../filter/compare-key.ts';
import { isObject, ownValue, type Json, type JsonObject } from '../json.ts';
import { partNamed, readElements } from '../resource/admit-value.ts';
import { findAttribute, type Attribute } from '../schema/attribute.ts';

/**
 * Whether a list means an element: an item does by its `value`, or, without one, by every part it names. They are read
 * like elements to be added, and compare as in a filter. Values are looked up, so that a long list costs no more than
 * its length.
 *
 * @returns undefined when no item names anything
 * @throws ScimError invalidValue for what no element can be
 *
 * @example
 * listedElements([{ value: 'A@x.example' }], emails, 'emails', openReading())?.({ value: 'a@x.example' }); // true
 */
export function listedElements(
  items: readonly Json[],
  attribute: Attribute,
  path: string,
  reading: Reading,
): ((element: Json) => boolean) | undefined {
  const named = readElements(attribute, items.flatMap(naming), path, reading);
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

/** What of an item says which element it means: its value alone, where it has one; none where that is null or empty. */
function naming(item: Json): readonly Json[] {
  if (!isObject(item)) return [item];
  const value = partNamed(item, 'value');
  if (value === undefined) return [item];
  return value === null || value === '' ? [] : [{ value }];
}
