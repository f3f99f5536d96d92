import { readElements } from '../filter/to-predicate.ts';
import { isObject, type Json } from '../json.ts';
import { checkElementCount, checkSize } from '../resource/check-growth.ts';
import { freshElements } from '../resource/fresh-elements.ts';
import { keepMapped } from '../resource/keep-mapped.ts';
import type { Resource } from '../resource/resource.ts';
import { writeValue } from '../resource/write-value.ts';
import type { BoundPath, ResourceType } from '../schema/resource-type.ts';

/**
 * A copy of a resource with other elements in a list: only mapped ones, each once, at most one of them primary.
 *
 * @throws ScimError invalidValue if the list becomes too long or too large
 */
export function writeElements(
  resource: Resource,
  path: BoundPath,
  next: readonly Json[],
  type: ResourceType,
): Resource {
  const { extension, attribute } = path;
  const before = readElements(resource, path);
  // An edit can make two elements equal: keep one.
  const distinct = freshElements([], onePrimary(before, next));
  const mapped = keepMapped(attribute, distinct, type, () => {});
  checkElementCount(attribute.name, mapped.length, before.length);
  checkSize(attribute.name, mapped, before);
  return writeValue(
    resource,
    { extension, attribute, sub: undefined },
    mapped.length === 0 ? undefined : mapped,
  );
}

/**
 * Setting one element to primary clears the others; of several set at once the last remains (RFC 7644 §3.5.2).
 */
export function onePrimary(before: readonly Json[], next: readonly Json[]): readonly Json[] {
  const isPrimary = (element: Json): boolean => isObject(element) && element['primary'] === true;
  if (next.filter(isPrimary).length < 2) return next;
  const chosen = next.findLast((element) => isPrimary(element) && !before.includes(element));
  return next.map((element) =>
    isObject(element) && isPrimary(element) && element !== chosen ? { ...element, primary: false } : element,
  );
}
