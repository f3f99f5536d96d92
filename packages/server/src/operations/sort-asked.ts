import { parseSort, ScimError, type Reading, type ResourceType, type Sort } from '@scimwright/core';
import type { ScimRequest } from '../scim-request.ts';
import { isDerived } from './is-derived.ts';

/**
 * The order that a query asks for. Where nothing is sorted, the wish is ignored, as `ServiceProviderConfig` says.
 *
 * @throws ScimError invalidValue
 *
 * @example
 * sortAsked({ sortBy: 'userName' }, userType, openReading()); // undefined
 */
export function sortAsked(
  query: ScimRequest['query'],
  type: ResourceType,
  reading: Reading,
): Sort | undefined {
  if (type.searchedBy === 'indexes') return undefined;
  const sort = parseSort(query, type, reading);
  if (sort === undefined || !isDerived(sort.path, type)) return sort;
  throw new ScimError(
    'invalidValue',
    'sortBy names what is made for each answer: sort by another attribute.',
    {
      path: 'sortBy',
    },
  );
}
