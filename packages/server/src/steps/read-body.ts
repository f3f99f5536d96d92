import { ScimError } from '@scimwright/core';
import type { Context } from 'koa';
import { parseJson } from '../body/parse-json.ts';
import { readBytes } from '../body/read-bytes.ts';
import type { Limits } from '../limits.ts';

/** Reads the body of a request; undefined where there is none. */
export type ReadBody = (ctx: Context) => Promise<unknown>;

/** The media types that a SCIM body may have; the first is the one to name (RFC 7644 §3.1). */
const SCIM_TYPES = ['application/scim+json', 'application/json'] as const;

/**
 * Makes the step that reads a JSON body, within bounds of size and depth.
 *
 * @param types - the media types it takes; the first is named to who sends another
 * @throws ScimError unsupportedMediaType, payloadTooLarge, invalidSyntax
 *
 * @example
 * const body = await makeReadBody(defaultLimits)(ctx);
 */
export function makeReadBody(
  { bodyBytes, bodyDepth }: Pick<Limits, 'bodyBytes' | 'bodyDepth'>,
  types: readonly [string, ...string[]] = SCIM_TYPES,
): ReadBody {
  const advice = `Send the body as ${types[0]} in UTF-8, not compressed.`;
  return async (ctx) => {
    const isPlain = /^(identity)?$/i.test(ctx.get('Content-Encoding').trim());
    if (!ctx.is(...types) || !/^(utf-?8)?$/i.test(ctx.request.charset) || !isPlain) {
      throw new ScimError('unsupportedMediaType', advice);
    }
    return parseJson(await readBytes(ctx.req, bodyBytes), bodyDepth);
  };
}
