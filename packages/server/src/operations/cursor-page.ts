import { ScimError } from '@scimwright/core';
import { openCursor, sealCursor, type CursorBinding, type CursorState } from '../cursor/cursor.ts';
import { canonicalQuery, type TypeQuery } from '../cursor/canonical-query.ts';
import type { Limits } from '../limits.ts';
import type { Deps, ScimRequest } from '../scim-request.ts';
import { boundedKeysetPage } from './bounded-search.ts';
import { bytesOf, type FoundPage, type FoundPart } from './list-reply.ts';
import type { PageAsked } from './page-asked.ts';

/**
 * Reads a cursor page (RFC 9865), type after type. The total is counted for the first page and kept in the cursor, because a
 * count costs as much as reading the whole result. A page ends early when it fills a portion.
 *
 * @throws ScimError invalidCursor, expiredCursor, invalidCount
 */
export async function cursorPage(
  request: ScimRequest,
  query: {
    /** The path of the query. */
    readonly endpoint: string;
    readonly queries: readonly TypeQuery[];
    readonly page: Extract<PageAsked, { by: 'cursor' }>;
  },
  deps: Deps & { limits: Limits },
): Promise<FoundPage> {
  const { endpoint, queries, page } = query;
  const { cursor, count } = page;
  const binding: CursorBinding = {
    secret: await deps.store.secret(),
    tenant: request.tenant.id,
    query: canonicalQuery(endpoint, queries),
  };
  const before = cursor === '' ? undefined : checkedState(openCursor(cursor, binding), count, deps);
  let total = before?.total ?? 0;
  let next: Pick<CursorState, 'at' | 'after'> | undefined;
  let [left, bytes] = [count, deps.limits.portionBytes];
  const parts: FoundPart[] = [];
  for (const [at, { projection, ...wanted }] of queries.entries()) {
    if (before !== undefined && (at < before.at || next !== undefined)) continue;
    bytes -= bytesOf(parts.at(-1)?.items ?? []);
    const after = at === before?.at ? before.after : undefined;
    // With a count of 0, the store still says whether there are more.
    const room = next === undefined && bytes > 0 ? left : 0;
    const query = {
      ...wanted,
      after,
      count: room,
      bytes: Math.max(0, bytes),
      isCounted: before === undefined,
    };
    const found = await boundedKeysetPage(request, query, deps);
    total += found.total ?? 0;
    left -= found.items.length;
    parts.push({ type: wanted.type, projection, items: [...found.items], rest: [] });
    if (found.hasMore) next ??= { at, after: found.last ?? after };
  }
  // With a count of 0, no page would be the last.
  if (next === undefined || count === 0) return { total, parts };
  const until = deps.clock().getTime() + deps.limits.cursorTimeout * 1_000;
  return { total, nextCursor: sealCursor({ ...next, total, count, until }, binding), parts };
}

/** Refuses a cursor that has expired or belongs to pages of another size (RFC 9865 §2.1). */
function checkedState(
  before: CursorState,
  count: number,
  { clock, limits }: Pick<Deps, 'clock'> & { limits: Limits },
) {
  if (before.until <= clock().getTime()) {
    throw new ScimError(
      'expiredCursor',
      `This cursor has expired. Ask for the next page within ${limits.cursorTimeout} seconds, or begin again with an empty cursor.`,
      { path: 'cursor' },
    );
  }
  if (before.count === count) return before;
  throw new ScimError(
    'invalidCount',
    `This cursor belongs to pages of ${before.count}. Keep the same count, or begin again with an empty cursor.`,
    { path: 'count' },
  );
}
