import { isObject, type Json } from '../json.ts';

/**
 * The added elements that are not present yet, each once. They are looked up, so the time grows with the length of the
 * lists only.
 *
 * @example
 * freshElements([{ value: 'a' }], [{ value: 'a' }, { value: 'b' }]); // [{ value: 'b' }]
 */
export function freshElements(present: readonly Json[], added: readonly Json[]): readonly Json[] {
  if (present.length + added.length < 2) return added;
  const known = new Set(present.map(keyOf));
  return added.filter((element) => {
    const { size } = known;
    return known.add(keyOf(element)).size > size;
  });
}

/**
 * The added elements whose `value` no present element has. The JSON text of a role lacks sub-attributes that it had at the creation, so
 * that whole elements would differ.
 *
 * @example
 * freshValues([{ value: 'a', type: 'work' }], [{ value: 'a' }, { value: 'b' }]); // [{ value: 'b' }]
 */
export function freshValues(present: readonly Json[], added: readonly Json[]): readonly Json[] {
  const known = new Set(present.map(valueOf));
  return added.filter((element) => valueOf(element) === undefined || !known.has(valueOf(element)));
}

function valueOf(element: Json): Json | undefined {
  return isObject(element) ? element['value'] : undefined;
}

/** Equal for equal elements, whatever the order of their sub-attributes. */
function keyOf(element: Json): string {
  if (!isObject(element)) return JSON.stringify(element);
  const names = Object.keys(element).toSorted();
  return JSON.stringify([...names, ...names.map((name) => element[name])]);
}
