import { parseSearchRequest } from '../body/parse-search-request.ts';
import type { Limits } from '../limits.ts';
import type { Reply } from '../reply.ts';
import type { Deps, ResourceRequest, ScimRequest } from '../scim-request.ts';
import { queryAll } from './query-all.ts';
import { query } from './query.ts';

/**
 * Runs a query whose parameters are in the body (RFC 7644 §3.4.3), and so in no log of URLs.
 *
 * @throws ScimError invalidSyntax, and what `query` refuses
 */
export function search(request: ResourceRequest, deps: Deps & { limits: Limits }): Promise<Reply> {
  return query({ ...request, query: parseSearchRequest(request.body) }, deps);
}

/**
 * Runs a query over every resource type, with the parameters in the body.
 *
 * @throws ScimError invalidSyntax, and what `queryAll` refuses
 */
export function searchAll(request: ScimRequest, deps: Deps & { limits: Limits }): Promise<Reply> {
  return queryAll({ ...request, query: parseSearchRequest(request.body) }, deps);
}
