import {
  bindFilter,
  findLookup,
  lookupPaths,
  ScimError,
  type BoundFilter,
  type ParsedFilter,
  type Reading,
  type ResourceType,
} from '@scimwright/core';
import { searchedFilter } from './searched-filter.ts';

/**
 * Binds a filter and checks that it is answered: any, where everything is searched; elsewhere what indexes answer, and a
 * refusal names the paths that can be asked for.
 *
 * @throws ScimError invalidFilter
 *
 * @example
 * const reading = openReading();
 * servedFilter(parseFilter('userName eq "ada"', reading), userType, reading).kind; // 'compare'
 */
export function servedFilter(parsed: ParsedFilter, type: ResourceType, reading: Reading): BoundFilter {
  if (type.searchedBy === 'everything') return searchedFilter(parsed, type, reading);
  const advice = `${type.name} resources are found by eq on ${lookupPaths(type).join(', ')}. Choose one of these as the matching attribute in Entra.`;
  try {
    const filter = bindFilter(parsed, type, reading);
    if (isServed(filter, type)) return filter;
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    throw new ScimError(error.code, `${error.message} ${advice}`, { path: error.path });
  }
  throw new ScimError('invalidFilter', advice);
}

/** The connectors answer what an index serves, alone or joined by `and` and `or`. */
function isServed(filter: BoundFilter, type: ResourceType): boolean {
  if (filter.kind === 'and' || filter.kind === 'or')
    return isServed(filter.left, type) && isServed(filter.right, type);
  return findLookup(filter, type) !== undefined;
}
