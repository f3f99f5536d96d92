import { ScimError } from '@scimwright/core';
import { openCursor, sealCursor, type CursorBinding, type Progress } from '../cursor/cursor.ts';
import { meaningOf, type Asked } from '../cursor/meaning-of.ts';
import type { Limits } from '../limits.ts';
import type { Deps, ScimRequest } from '../scim-request.ts';
import { walkBounded } from './bounded-search.ts';
import { bytesOf, type FoundPage, type FoundPart } from './list-reply.ts';
import type { PageAsked } from './page-asked.ts';

/**
 * The page that a cursor leads to (RFC 9865): all of the first type, then all of the next. The total is counted when the
 * walk begins and goes along in the cursor; counting on each page would cost each of them the whole result. A page ends
 * early where its texts fill a portion.
 *
 * @throws ScimError invalidCursor, expiredCursor, invalidCount
 *
 * @example
 * const page = await walkPage(request, { endpoint: '/Users', asked, page: { by: 'cursor', cursor: '', count: 10 } }, deps);
 */
export async function walkPage(
  request: ScimRequest,
  query: {
    /** Where it is asked. */
    readonly endpoint: string;
    readonly asked: readonly Asked[];
    readonly page: Extract<PageAsked, { by: 'cursor' }>;
  },
  deps: Deps & { limits: Limits },
): Promise<FoundPage> {
  const { endpoint, asked, page } = query;
  const { cursor, count } = page;
  const binding: CursorBinding = {
    secret: await deps.store.secret(),
    tenant: request.tenant.id,
    meaning: meaningOf(endpoint, asked),
  };
  const before = cursor === '' ? undefined : goneOn(openCursor(cursor, binding), count, deps);
  let total = before?.total ?? 0;
  let next: Pick<Progress, 'at' | 'after'> | undefined;
  let [left, bytes] = [count, deps.limits.portionBytes];
  const parts: FoundPart[] = [];
  for (const [at, { projection, ...wanted }] of asked.entries()) {
    if (before !== undefined && (at < before.at || next !== undefined)) continue;
    const after = at === before?.at ? before.after : undefined;
    // Without a byte left, the store says whether there are more, as it does without room.
    const room = next === undefined && bytes > 0 ? left : 0;
    const query = {
      ...wanted,
      after,
      count: room,
      bytes: Math.max(0, bytes),
      isCounted: before === undefined,
    };
    const found = await walkBounded(request, query, deps);
    total += found.total ?? 0;
    left -= found.items.length;
    bytes -= bytesOf(found.items);
    parts.push({ type: wanted.type, projection, items: [...found.items], rest: [] });
    if (found.hasMore) next ??= { at, after: found.last ?? after };
  }
  // Where a page has no room, no page would be the last.
  if (next === undefined || count === 0) return { total, parts };
  const until = deps.clock().getTime() + deps.limits.cursorTimeout * 1_000;
  return { total, nextCursor: sealCursor({ ...next, total, count, until }, binding), parts };
}

/** RFC 9865 §2.1: a cursor is too old, or the pages were of another size. */
function goneOn(
  before: Progress,
  count: number,
  { clock, limits }: Pick<Deps, 'clock'> & { limits: Limits },
) {
  if (before.until <= clock().getTime()) {
    throw new ScimError(
      'expiredCursor',
      `This cursor has expired: ask for the next page within ${limits.cursorTimeout} seconds, or begin again with an empty cursor.`,
      { path: 'cursor' },
    );
  }
  if (before.count === count) return before;
  throw new ScimError(
    'invalidCount',
    `This cursor is of pages of ${before.count}: keep count, or begin again with an empty cursor.`,
    { path: 'count' },
  );
}
