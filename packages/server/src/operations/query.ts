import { parseFilter, parseProjection } from '@scimwright/core';
import type { Limits } from '../limits.ts';
import { redactFilter } from '../log/redact-filter.ts';
import type { Reply } from '../reply.ts';
import type { Deps, ResourceRequest } from '../scim-request.ts';
import { listBody, shownItems } from './list-reply.ts';
import { pageAsked } from './page-asked.ts';
import { servedFilter } from './served-filter.ts';
import { sortAsked } from './sort-asked.ts';

/**
 * Lists and finds resources (RFC 7644 §3.4.2). A filter is answered by the store, from an index or a search document, or
 * refused: never by reading everything.
 *
 * @throws ScimError invalidFilter, invalidValue
 *
 * @example
 * const { body } = await query({ ...request, query: { filter: 'userName eq "ada"' } }, deps);
 */
export async function query(request: ResourceRequest, deps: Deps & { limits: Limits }): Promise<Reply> {
  const { type, tenant, reading } = request;
  const text = request.query['filter'];
  const parsed = text === undefined ? undefined : parseFilter(text, reading);
  const filter = parsed && servedFilter(parsed, type, reading);
  const projection = parseProjection(request.query, type, reading);
  const sort = sortAsked(request.query, type, reading);
  const { startIndex, count } = pageAsked(request.query, deps.limits);
  const page = await deps.store.resources.find(tenant.id, { type, filter, sort, startIndex, count });
  const items = shownItems(page.items, request, type, projection, deps);
  const [only] = page.items;
  return {
    status: 200,
    body: listBody({ total: page.total, startIndex, items }),
    trace: {
      resourceType: type.name,
      resourceId: page.total === 1 ? only?.id : undefined,
      filter: parsed && redactFilter(parsed),
    },
  };
}
