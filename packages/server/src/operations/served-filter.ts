import { ScimError, type ParseContext, type ResourceType } from '@scimwright/core';
import { bindFilter, type BoundFilter, type ParsedFilter } from '@scimwright/core/filter';
import { findLookup, lookupPaths } from '@scimwright/core/resource';
import { searchedFilter } from './searched-filter.ts';

/**
 * Binds a filter and checks that the connector answers it. A connector that searches by indexes answers only those, and the
 * refusal names their paths.
 *
 * @throws ScimError invalidFilter
 */
export function servedFilter(
  parsed: ParsedFilter,
  type: ResourceType,
  parseContext: ParseContext,
): BoundFilter {
  if (type.searchedBy === 'everything') return searchedFilter(parsed, type, parseContext);
  const advice = `${type.name} resources are found by eq on ${lookupPaths(type).join(', ')}. Choose one of these as the matching attribute in Entra.`;
  try {
    const filter = bindFilter(parsed, type, parseContext);
    if (isServed(filter, type)) return filter;
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    throw new ScimError(error.code, `${error.message} ${advice}`, { path: error.path });
  }
  throw new ScimError('invalidFilter', advice);
}

/** Whether indexes answer the filter: a lookup, or several joined by `and` and `or`. */
function isServed(filter: BoundFilter, type: ResourceType): boolean {
  if (filter.kind === 'and' || filter.kind === 'or')
    return isServed(filter.left, type) && isServed(filter.right, type);
  return findLookup(filter, type) !== undefined;
}
