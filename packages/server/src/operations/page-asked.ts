import { ScimError, type ScimErrorCode } from '@scimwright/core';
import type { Limits } from '../limits.ts';
import type { ScimRequest } from '../scim-request.ts';

/** Which page of what a query finds: one that begins at a place, or one that a cursor leads to. */
export type PageAsked =
  | {
      readonly by: 'index';
      /** 1-based. */
      readonly startIndex: number;
      readonly count: number;
    }
  | {
      readonly by: 'cursor';
      /** Empty for the first. */
      readonly cursor: string;
      readonly count: number;
    };

/**
 * The page that a query asks for, within the bounds of the server. Where no way of paging is asked for it is by index.
 *
 * @throws ScimError invalidValue for what is no whole number and for both ways at once; by cursor invalidCount for a
 * count that is none
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

/** RFC 7644 §3.4.2.4, RFC 9865 §2: a negative count means 0, one over the most means the most. */
function countAsked(query: ScimRequest['query'], limits: Limits, code: ScimErrorCode): number {
  const asked = Math.max(0, wholeNumber(query, 'count', code) ?? limits.pageSize);
  return Math.min(asked, limits.mostPageSize);
}

function wholeNumber(query: ScimRequest['query'], name: string, code: ScimErrorCode): number | undefined {
  const text = query[name];
  if (text === undefined) return undefined;
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  throw new ScimError(code, `${name} must be a whole number.`, { path: name });
}
