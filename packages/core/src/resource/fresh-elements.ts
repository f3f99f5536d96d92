import { isObject, type Json } from '../json.ts';

/**
 * The elements that are not among those that are present, each once. Elements are looked up by all of their parts, so that a list
 * costs no more than its length.
 *
 * @example
 * freshElements([{ value: 'a' }], [{ value: 'a' }, { value: 'b' }]); // [{ value: 'b' }]
 */
export function freshElements(present: readonly Json[], added: readonly Json[]): readonly Json[] {
  const known = new Set(present.map(keyOf));
  return added.filter((element) => {
    const { size } = known;
    return known.add(keyOf(element)).size > size;
  });
}

/** A text that two elements share if and only if they are the same, whatever the order of their parts. */
function keyOf(element: Json): string {
  if (!isObject(element)) return JSON.stringify(element);
  const names = Object.keys(element).toSorted();
  return JSON.stringify(names.map((name) => [name, element[name]]));
}
