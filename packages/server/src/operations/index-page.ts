import type { TypeQuery } from '../cursor/canonical-query.ts';
import type { Limits } from '../limits.ts';
import type { Deps, ScimRequest } from '../scim-request.ts';
import { findBounded } from './bounded-search.ts';
import { bytesOf, type FoundPage, type FoundPart } from './list-reply.ts';
import type { PageAsked } from './page-asked.ts';

/**
 * Reads an index page (RFC 7644 §3.4.2.4), type after type. The store answers one query for each type: it counts, and reads
 * no more than fits on the page and in a portion.
 */
export async function indexPage(
  request: ScimRequest,
  queries: readonly TypeQuery[],
  { startIndex, count }: Extract<PageAsked, { by: 'index' }>,
  deps: Deps & { readonly limits: Limits },
): Promise<FoundPage> {
  let [total, left, bytes] = [0, count, deps.limits.portionBytes];
  const parts: FoundPart[] = [];
  for (const { projection, ...wanted } of queries) {
    const before = parts.at(-1);
    // Once a part of the page is left for later, everything after it is too.
    if (before !== undefined) bytes = before.rest.length > 0 ? 0 : Math.max(0, bytes - bytesOf(before.items));
    const query = { ...wanted, startIndex: Math.max(1, startIndex - total), count: left, bytes };
    const { items, rest, ...page } = await findBounded(request, query, deps);
    total += page.total;
    left -= items.length + rest.length;
    parts.push({ type: wanted.type, projection, items: [...items], rest });
  }
  return { total, startIndex, parts };
}
