import { ScimError, type ScimErrorCode } from '@scimwright/core';
import type { Limits } from '../limits.ts';
import type { ScimRequest } from '../scim-request.ts';

/** The page that a query asks for: an index page or a cursor page. */
export type PageAsked =
  | {
      readonly by: 'index';
      /** 1-based. */
      readonly startIndex: number;
      readonly count: number;
    }
  | {
      readonly by: 'cursor';
      /** Empty for the first page. */
      readonly cursor: string;
      readonly count: number;
    };

/**
 * Parses the paging parameters of a query, within the limits of the server. Without any, it is an index page.
 *
 * @throws ScimError invalidValue for a number that is not whole, and for `startIndex` with `cursor`; invalidCount for the
 *   same `count` with `cursor`
 *
 * @example
 * pageAsked({ startIndex: '-5', count: '1000' }, defaultLimits); // { by: 'index', startIndex: 1, count: 200 }
 */
export function pageAsked(query: ScimRequest['query'], limits: Limits): PageAsked {
  const { cursor } = query;
  if (cursor === undefined) {
    // RFC 7644 §3.4.2.4: startIndex below 1 means 1.
    const startIndex = Math.max(1, wholeNumber(query, 'startIndex', 'invalidValue') ?? 1);
    return { by: 'index', startIndex, count: countAsked(query, limits, 'invalidValue') };
  }
  if (query['startIndex'] !== undefined) {
    throw new ScimError('invalidValue', 'Send startIndex or cursor, not both.', { path: 'startIndex' });
  }
  return { by: 'cursor', cursor, count: countAsked(query, limits, 'invalidCount') };
}

/** RFC 7644 §3.4.2.4, RFC 9865 §2: a negative count means 0, and one above the limit means the limit. */
function countAsked(query: ScimRequest['query'], limits: Limits, code: ScimErrorCode): number {
  const asked = Math.max(0, wholeNumber(query, 'count', code) ?? limits.pageSize);
  return Math.min(asked, limits.maxPageSize);
}

function wholeNumber(query: ScimRequest['query'], name: string, code: ScimErrorCode): number | undefined {
  const text = query[name];
  if (text === undefined) return undefined;
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  throw new ScimError(code, `${name} must be a whole number.`, { path: name });
}
