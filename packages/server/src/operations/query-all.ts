import { parseProjection, ScimError } from '@scimwright/core';
import { hideOperands, parseFilter, printFilter } from '@scimwright/core/filter';
import type { TypeQuery } from '../cursor/canonical-query.ts';
import { canSort, typesOf } from '../discovery/resource-types.ts';
import type { Limits } from '../limits.ts';
import type { Reply } from '../reply.ts';
import type { Deps, ScimRequest } from '../scim-request.ts';
import { filterOfType } from './filter-of-type.ts';
import { indexPage } from './index-page.ts';
import { listReply, onlyIdOf } from './list-reply.ts';
import { pageAsked } from './page-asked.ts';
import { servedFilter } from './served-filter.ts';
import { cursorPage } from './cursor-page.ts';

/**
 * Lists and finds resources of every type (RFC 7644 §3.4.2.1), type after type, so that pages do not shift.
 *
 * @throws ScimError invalidFilter, invalidValue, and what `cursorPage` refuses
 */
export async function queryAll(request: ScimRequest, deps: Deps & { limits: Limits }): Promise<Reply> {
  const { connector, parseContext } = request;
  const text = request.query['filter'];
  const parsed = text === undefined ? undefined : parseFilter(text, parseContext);
  const page = pageAsked(request.query, deps.limits);
  if (request.query['sortBy'] !== undefined && canSort(connector)) {
    const endpoints = typesOf(connector).map(({ endpoint }) => endpoint);
    throw new ScimError(
      'invalidValue',
      `sortBy orders resources of one type. Ask ${endpoints.join(' or ')}.`,
      {
        path: 'sortBy',
      },
    );
  }
  // Everything is parsed before the store is asked, so that a refusal does not depend on the data of the tenant.
  const queries = typesOf(connector).flatMap((type): TypeQuery[] => {
    const projection = parseProjection(request.query, type, parseContext);
    const own = parsed === undefined ? 'every' : filterOfType(parsed, type, parseContext);
    if (own === 'none') return [];
    return [
      { type, projection, filter: own === 'every' ? undefined : servedFilter(own, type, parseContext) },
    ];
  });
  const found =
    page.by === 'index'
      ? await indexPage(request, queries, page, deps)
      : await cursorPage(request, { endpoint: '/', queries, page }, deps);
  const resourceId = onlyIdOf(found);
  return {
    status: 200,
    body: await listReply(found, request, deps),
    trace: {
      resourceId,
      filter: parsed && printFilter(hideOperands(parsed)),
    },
  };
}
