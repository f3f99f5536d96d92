import { isObject, ownValue, sameJson, type Json, type JsonObject } from '../json.ts';

/**
 * Whether a list means an element: an item does by its `value`, or, without one, by every part it names. Values are
 * looked up, so that a long list costs no more than its length.
 *
 * @example
 * listedElements([{ value: 'a' }, 'b'])({ value: 'a', type: 'work' }); // true
 */
export function listedElements(listed: readonly Json[]): (element: JsonObject) => boolean {
  const values = new Set<Json>();
  const labels: (readonly (readonly [string, Json])[])[] = [];
  for (const item of listed) {
    if (!isObject(item)) values.add(item);
    else if (item['value'] !== undefined) values.add(item['value']);
    else labels.push(Object.entries(item).filter(([, part]) => part !== null));
  }
  // Null names nothing, and neither does an item all of whose parts are null.
  values.delete(null);
  const named = labels.filter((parts) => parts.length > 0);
  return (element) =>
    (element['value'] !== undefined && values.has(element['value'])) ||
    named.some((parts) => parts.every(([name, part]) => sameJson(ownValue(element, name), part)));
}
