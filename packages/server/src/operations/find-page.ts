import type { Asked } from '../cursor/meaning-of.ts';
import { findBounded } from './bounded-search.ts';
import type { Representation } from '../resource/represent.ts';
import type { Deps, ScimRequest } from '../scim-request.ts';
import { shownItems, type FoundPage } from './list-reply.ts';
import type { PageAsked } from './page-asked.ts';

/**
 * The page that an index leads to (RFC 7644 §3.4.2.4): all of the first type, then all of the next. Each type is one query
 * of the store, which counts and reads no more than the page needs.
 *
 * @example
 * const page = await findPage(request, asked, { by: 'index', startIndex: 1, count: 10 }, deps);
 */
export async function findPage(
  request: ScimRequest,
  asked: readonly Asked[],
  { startIndex, count }: Extract<PageAsked, { by: 'index' }>,
  deps: Deps,
): Promise<FoundPage> {
  let total = 0;
  const items: Representation[] = [];
  for (const { projection, ...wanted } of asked) {
    const query = { ...wanted, startIndex: Math.max(1, startIndex - total), count: count - items.length };
    const page = await findBounded(request, query, deps);
    total += page.total;
    items.push(...(await shownItems(page.items, request, wanted.type, projection, deps)));
  }
  return { total, startIndex, items };
}
