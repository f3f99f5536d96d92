import type { Sort } from '@scimwright/core/resource';
import { sourceOf, type Searched, type Value } from './source-of.ts';

/** The sort key of a resource; of a multi-valued attribute, that of the first element, which is the primary one. */
export function sortValue({ path }: Sort, searched: Searched): Value {
  const { multiValued, ...attribute } = path.attribute;
  const isList = multiValued && path.attribute !== searched.type.membership;
  // A multi-valued attribute read as a single-valued one returns its first value.
  return sourceOf(
    { ...path, attribute: isList ? { ...attribute, multiValued: false } : path.attribute },
    searched,
  ).read(path.sub);
}
