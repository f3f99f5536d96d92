import type { Json } from '../json.ts';
import { LIST_RESPONSE } from './urn.ts';

/** A list reply (RFC 7644 §3.4.2). No attribute is left out of an empty list, because clients differ in what they expect. */
export interface ListResponse<Item = Json> {
  readonly schemas: readonly [typeof LIST_RESPONSE];
  readonly totalResults: number;
  readonly startIndex: number;
  readonly itemsPerPage: number;
  readonly Resources: readonly Item[];
}

/**
 * Builds a list reply.
 *
 * @param startIndex - 1-based position of the first item among all
 *
 * @example
 * listResponse([], 0, 1).Resources; // []
 */
export function listResponse<Item>(
  items: readonly Item[],
  totalResults: number,
  startIndex: number,
): ListResponse<Item> {
  return { schemas: [LIST_RESPONSE], totalResults, startIndex, Resources: items, itemsPerPage: items.length };
}
