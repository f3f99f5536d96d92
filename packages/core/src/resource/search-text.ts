import type { ResourceType } from '../schema/resource-type.ts';
import type { Resource } from './resource.ts';
import { searchDocument } from './search-document.ts';

/**
 * The search document of a resource as a store keeps it.
 *
 * @returns undefined for a type that its indexes alone are searched by
 *
 * @example
 * searchText({ userName: 'Ada' }, userType); // undefined
 */
export function searchText(resource: Resource, type: ResourceType): string | undefined {
  return type.searchedBy === 'everything' ? JSON.stringify(searchDocument(resource, type)) : undefined;
}
