import { readValues } from '../filter/to-predicate.ts';
import { isObject, type Json } from '../json.ts';
import { checkElementCount, checkSize } from '../resource/check-growth.ts';
import { freshElements } from '../resource/fresh-elements.ts';
import { keepMapped } from '../resource/keep-mapped.ts';
import type { Resource } from '../resource/resource.ts';
import { writeValue } from '../resource/write-value.ts';
import type { BoundPath, ResourceType } from '../schema/resource-type.ts';

/**
 * A copy of a resource with other elements in a list: each once, the mapped ones alone, and one primary at most.
 *
 * @throws ScimError invalidValue when the list becomes too long or too large
 *
 * @example
 * writeElements({ userName: 'ada' }, emailsValuePath, [{ value: 'a@x.example' }], userType);
 */
export function writeElements(
  resource: Resource,
  path: BoundPath,
  next: readonly Json[],
  type: ResourceType,
): Resource {
  const before = readValues(resource, { ...path, sub: undefined });
  // What an operation changes may come to be what another element is.
  const distinct = freshElements([], onePrimary(before, next));
  const mapped = keepMapped(path.attribute, distinct, type, () => {});
  const { name } = path.attribute;
  checkElementCount(name, mapped.length, before.length);
  checkSize(name, mapped, before);
  return writeValue(resource, { ...path, sub: undefined }, mapped.length === 0 ? undefined : mapped);
}

/**
 * RFC 7644 §3.5.2: setting one primary to true clears the others; of several set at once the last one stays.
 *
 * @example
 * onePrimary([], [{ value: 'a', primary: true }, { value: 'b', primary: true }]);
 */
export function onePrimary(before: readonly Json[], next: readonly Json[]): readonly Json[] {
  const isPrimary = (element: Json): boolean => isObject(element) && element['primary'] === true;
  if (next.filter(isPrimary).length < 2) return next;
  const chosen = next.findLast((element) => isPrimary(element) && !before.includes(element));
  return next.map((element) =>
    isObject(element) && isPrimary(element) && element !== chosen ? { ...element, primary: false } : element,
  );
}
