import { parseSearchRequest } from '../body/parse-search-request.ts';
import type { Limits } from '../limits.ts';
import type { Reply } from '../reply.ts';
import type { Deps, ResourceRequest, ScimRequest } from '../scim-request.ts';
import { queryAll } from './query-all.ts';
import { query } from './query.ts';

/**
 * A query whose parameters stand in the body (RFC 7644 §3.4.3), so that no log of URLs has them.
 *
 * @throws ScimError invalidSyntax, and what `query` refuses
 *
 * @example
 * const { status } = await search({ ...request, body: { schemas: [SEARCH_REQUEST] } }, deps);
 */
export function search(request: ResourceRequest, deps: Deps & { limits: Limits }): Promise<Reply> {
  return query({ ...request, query: parseSearchRequest(request.body) }, deps);
}

/**
 * The same over every resource type.
 *
 * @throws ScimError invalidSyntax, and what `queryAll` refuses
 *
 * @example
 * const { status } = await searchAll({ ...request, body: { schemas: [SEARCH_REQUEST] } }, deps);
 */
export function searchAll(request: ScimRequest, deps: Deps & { limits: Limits }): Promise<Reply> {
  return queryAll({ ...request, query: parseSearchRequest(request.body) }, deps);
}
