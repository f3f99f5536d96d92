import { hideOperands, parseFilter, parseProjection, printFilter, ScimError } from '@scimwright/core';
import type { Asked } from '../cursor/meaning-of.ts';
import { canSort, typesOf } from '../discovery/resource-types.ts';
import type { Limits } from '../limits.ts';
import type { Reply } from '../reply.ts';
import type { Deps, ScimRequest } from '../scim-request.ts';
import { filterOfType } from './filter-of-type.ts';
import { findPage } from './find-page.ts';
import { listReply, onlyIdOf } from './list-reply.ts';
import { pageAsked } from './page-asked.ts';
import { servedFilter } from './served-filter.ts';
import { walkPage } from './walk-page.ts';

/**
 * Lists and finds resources of every type (RFC 7644 §3.4.2.1): all of the first, then all of the next, so that pages do
 * not shift.
 *
 * @throws ScimError invalidFilter, invalidValue, and what `walkPage` refuses
 *
 * @example
 * const { body } = await queryAll({ ...request, query: { filter: 'externalId eq "7"' } }, deps);
 */
export async function queryAll(request: ScimRequest, deps: Deps & { limits: Limits }): Promise<Reply> {
  const { connector, reading } = request;
  const text = request.query['filter'];
  const parsed = text === undefined ? undefined : parseFilter(text, reading);
  const page = pageAsked(request.query, deps.limits);
  if (request.query['sortBy'] !== undefined && canSort(connector)) {
    const endpoints = typesOf(connector).map(({ endpoint }) => endpoint);
    throw new ScimError(
      'invalidValue',
      `sortBy orders resources of one type: ask ${endpoints.join(' or ')}.`,
      {
        path: 'sortBy',
      },
    );
  }
  // All is read before anything is looked for: a refusal does not depend on what the tenant has.
  const asked = typesOf(connector).flatMap((type): Asked[] => {
    const projection = parseProjection(request.query, type, reading);
    const own = parsed === undefined ? 'every' : filterOfType(parsed, type, reading);
    if (own === 'none') return [];
    return [{ type, projection, filter: own === 'every' ? undefined : servedFilter(own, type, reading) }];
  });
  const found =
    page.by === 'index'
      ? await findPage(request, asked, page, deps)
      : await walkPage(request, { endpoint: '/', asked, page }, deps);
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
