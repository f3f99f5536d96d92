import type { Sort } from '@scimwright/core';
import { sourceOf, type Searched, type Value } from './source-of.ts';

/**
 * What a resource is sorted by; of several values that of the element that stands first, which is the primary one.
 *
 * @example
 * sortValue(sort, searched).sql;
 */
export function sortValue({ path }: Sort, searched: Searched): Value {
  const { multiValued, ...attribute } = path.attribute;
  const isList = multiValued && path.attribute !== searched.type.membership;
  // Read as if it had one value, it yields its first.
  return sourceOf(
    { ...path, attribute: isList ? { ...attribute, multiValued: false } : path.attribute },
    searched,
  ).read(path.sub);
}
