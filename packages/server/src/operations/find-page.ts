import type { Asked } from '../cursor/meaning-of.ts';
import type { Limits } from '../limits.ts';
import type { Deps, ScimRequest } from '../scim-request.ts';
import { findBounded } from './bounded-search.ts';
import { bytesOf, type FoundPage, type FoundPart } from './list-reply.ts';
import type { PageAsked } from './page-asked.ts';

/**
 * The page that an index leads to (RFC 7644 §3.4.2.4): all of the first type, then all of the next. Each type is one query
 * of the store, which counts, and reads no more than the page needs and a portion holds.
 *
 * @example
 * const page = await findPage(request, asked, { by: 'index', startIndex: 1, count: 10 }, deps);
 */
export async function findPage(
  request: ScimRequest,
  asked: readonly Asked[],
  { startIndex, count }: Extract<PageAsked, { by: 'index' }>,
  deps: Deps & { readonly limits: Limits },
): Promise<FoundPage> {
  let [total, left, bytes] = [0, count, deps.limits.portionBytes];
  const parts: FoundPart[] = [];
  for (const { projection, ...wanted } of asked) {
    const query = { ...wanted, startIndex: Math.max(1, startIndex - total), count: left, bytes };
    const { items, rest, ...page } = await findBounded(request, query, deps);
    total += page.total;
    left -= items.length + rest.length;
    // Once something of a page has to wait, all behind it does.
    bytes = rest.length > 0 ? 0 : Math.max(0, bytes - bytesOf(items));
    parts.push({ type: wanted.type, projection, items: [...items], rest });
  }
  return { total, startIndex, parts };
}
