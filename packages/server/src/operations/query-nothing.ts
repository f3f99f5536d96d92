import type { Limits } from '../limits.ts';
import type { Reply } from '../reply.ts';
import type { Deps, ScimRequest } from '../scim-request.ts';
import { listReply } from './list-reply.ts';
import { pageAsked } from './page-asked.ts';
import { walkPage } from './walk-page.ts';

/**
 * Answers a query for resources of a type that the product does not have: there are none.
 *
 * @throws ScimError invalidCursor for any that is not empty
 *
 * @example
 * const { body } = await queryNothing(request, deps);
 */
export async function queryNothing(request: ScimRequest, deps: Deps & { limits: Limits }): Promise<Reply> {
  const { cursor } = request.query;
  // Nothing else of the query is read: whatever it asks for, there is none of it.
  const page = cursor === undefined ? undefined : pageAsked({ cursor }, deps.limits);
  const found =
    page?.by === 'cursor'
      ? await walkPage(request, { endpoint: '/Groups', asked: [], page }, deps)
      : { total: 0, startIndex: 1, parts: [] };
  return { status: 200, body: await listReply(found, request, deps) };
}
