import { parseProjection, ScimError, type ParseContext, type ResourceType } from '@scimwright/core';
import { hideOperands, parseFilter, printFilter } from '@scimwright/core/filter';
import { parseSort, type Sort } from '@scimwright/core/resource';
import type { TypeQuery } from '../cursor/canonical-query.ts';
import type { Limits } from '../limits.ts';
import type { Reply } from '../reply.ts';
import type { Deps, ResourceRequest, ScimRequest } from '../scim-request.ts';
import { cursorPage } from './cursor-page.ts';
import { indexPage } from './index-page.ts';
import { isComputed } from './is-computed.ts';
import { listReply, onlyIdOf } from './list-reply.ts';
import { pageAsked } from './page-asked.ts';
import { servedFilter } from './served-filter.ts';

/**
 * Lists and finds resources (RFC 7644 §3.4.2). The store answers a filter from an index or a search document; a filter that
 * neither can answer is refused, so that a query never reads every resource.
 *
 * @throws ScimError invalidFilter, invalidValue, and what `cursorPage` refuses
 */
export async function query(request: ResourceRequest, deps: Deps & { limits: Limits }): Promise<Reply> {
  const { type, parseContext } = request;
  const text = request.query['filter'];
  const parsed = text === undefined ? undefined : parseFilter(text, parseContext);
  const filter = parsed && servedFilter(parsed, type, parseContext);
  const projection = parseProjection(request.query, type, parseContext);
  const sort = sortAsked(request.query, type, parseContext);
  const page = pageAsked(request.query, deps.limits);
  const queries: readonly TypeQuery[] = [{ type, filter, sort, projection }];
  const found =
    page.by === 'index'
      ? await indexPage(request, queries, page, deps)
      : await cursorPage(request, { endpoint: type.endpoint, queries, page }, deps);
  const resourceId = onlyIdOf(found);
  return {
    status: 200,
    body: await listReply(found, request, deps),
    trace: {
      resourceType: type.name,
      resourceId,
      filter: parsed && printFilter(hideOperands(parsed)),
    },
  };
}

/** The order that a query asks for. A connector that cannot sort ignores it, as `ServiceProviderConfig` says. */
function sortAsked(
  asked: ScimRequest['query'],
  type: ResourceType,
  parseContext: ParseContext,
): Sort | undefined {
  if (type.searchedBy === 'indexes') return undefined;
  const sort = parseSort(asked, type, parseContext);
  if (sort === undefined || !isComputed(sort.path, type)) return sort;
  throw new ScimError(
    'invalidValue',
    'sortBy names an attribute that is computed for each response. Sort by another attribute.',
    { path: 'sortBy' },
  );
}

/**
 * Answers a query for resources of a type that the product does not have, with an empty list. Of the parameters, only
 * `cursor` matters.
 *
 * @throws ScimError invalidCursor for a cursor that is not empty
 */
export async function queryNothing(request: ScimRequest, deps: Deps & { limits: Limits }): Promise<Reply> {
  const { cursor } = request.query;
  const page = cursor === undefined ? undefined : pageAsked({ cursor }, deps.limits);
  const found =
    page?.by === 'cursor'
      ? await cursorPage(request, { endpoint: '/Groups', queries: [], page }, deps)
      : { total: 0, startIndex: 1, parts: [] };
  return { status: 200, body: await listReply(found, request, deps) };
}
