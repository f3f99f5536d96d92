import { hideOperands, parseFilter, parseProjection, printFilter } from '@scimwright/core';
import type { Asked } from '../cursor/meaning-of.ts';
import type { Limits } from '../limits.ts';
import type { Reply } from '../reply.ts';
import type { Deps, ResourceRequest } from '../scim-request.ts';
import { findPage } from './find-page.ts';
import { listReply, onlyIdOf } from './list-reply.ts';
import { pageAsked } from './page-asked.ts';
import { servedFilter } from './served-filter.ts';
import { sortAsked } from './sort-asked.ts';
import { walkPage } from './walk-page.ts';

/**
 * Lists and finds resources (RFC 7644 §3.4.2). A filter is answered by the store, from an index or a search document, or
 * refused: never by reading everything.
 *
 * @throws ScimError invalidFilter, invalidValue, and what `walkPage` refuses
 *
 * @example
 * const { body } = await query({ ...request, query: { filter: 'userName eq "ada"' } }, deps);
 */
export async function query(request: ResourceRequest, deps: Deps & { limits: Limits }): Promise<Reply> {
  const { type, reading } = request;
  const text = request.query['filter'];
  const parsed = text === undefined ? undefined : parseFilter(text, reading);
  const filter = parsed && servedFilter(parsed, type, reading);
  const projection = parseProjection(request.query, type, reading);
  const sort = sortAsked(request.query, type, reading);
  const page = pageAsked(request.query, deps.limits);
  const asked: Asked = { type, filter, sort, projection };
  const found =
    page.by === 'index'
      ? await findPage(request, [asked], page, deps)
      : await walkPage(request, { endpoint: type.endpoint, asked: [asked], page }, deps);
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
