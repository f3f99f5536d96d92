import { ScimError } from '@scimwright/core';
import type { Limits } from '../limits.ts';
import type { ScimRequest } from '../scim-request.ts';

/** Which page of what a query finds. */
export interface PageAsked {
  /** 1-based. */
  readonly startIndex: number;
  readonly count: number;
}

/**
 * The page that a query asks for, within the bounds of the server.
 *
 * @throws ScimError invalidValue for what is no whole number
 *
 * @example
 * pageAsked({ startIndex: '-5', count: '1000' }, defaultLimits); // { startIndex: 1, count: 200 }
 */
export function pageAsked(query: ScimRequest['query'], limits: Limits): PageAsked {
  // RFC 7644 §3.4.2.4: startIndex below 1 means 1, a negative count means 0.
  const startIndex = Math.max(1, wholeNumber(query, 'startIndex') ?? 1);
  const asked = Math.max(0, wholeNumber(query, 'count') ?? limits.pageSize);
  return { startIndex, count: Math.min(asked, limits.mostPageSize) };
}

function wholeNumber(query: ScimRequest['query'], name: string): number | undefined {
  const text = query[name];
  if (text === undefined) return undefined;
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  throw new ScimError('invalidValue', `${name} must be a whole number.`, { path: name });
}
