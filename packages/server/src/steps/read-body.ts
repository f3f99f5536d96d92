import { ScimError } from '@scimwright/core';
import type { TenantId } from '@scimwright/store';
import { fairQueue } from '@scimwright/store/engine';
import type { Context } from 'koa';
import type { ByteBudget, Reservation } from '../byte-budget.ts';
import { parseJson } from '../body/parse-json.ts';
import { readBytes, type Reserve } from '../body/read-bytes.ts';
import type { Limits } from '../limits.ts';

/** Reads the bytes of a body and returns a function that parses them; it parses to undefined when there is no body. */
export type ReadBody = (ctx: Context, tenant?: TenantId) => Promise<() => Promise<unknown>>;

/** Longer bodies are parsed one at a time, so that other requests do not wait for several of them. */
const LONG_BODY_BYTES = 65_536;

/** The media types of a SCIM body; the first is the one to name in a refusal (RFC 7644 §3.1). */
const SCIM_TYPES = ['application/scim+json', 'application/json'] as const;

/**
 * Makes the step that reads a JSON body, with limits on its size, depth and keys.
 *
 * @param types - the media types that it accepts; a refusal names the first
 * @param budget - the memory for the bodies of each tenant, from their first byte until they are parsed
 * @throws ScimError unsupportedMediaType, payloadTooLarge, invalidSyntax, unavailable
 *
 * @example
 * const parse = await makeReadBody(defaultLimits)(ctx);
 * const body = await parse();
 */
export function makeReadBody(
  {
    bodyBytes,
    bodyDepth,
    objectKeys,
    arrayElements,
  }: Pick<Limits, 'bodyBytes' | 'bodyDepth' | 'objectKeys' | 'arrayElements'>,
  types: readonly [string, ...string[]] = SCIM_TYPES,
  budget?: Pick<ByteBudget, 'reserve'>,
): ReadBody {
  const advice = `Send the body as ${types[0]} in UTF-8, uncompressed.`;
  const longBodies = fairQueue({
    places: 1,
    waiting: Infinity,
    wait: Infinity,
    after: () => () => undefined,
    refusal: (why) => new Error(why),
  });
  return async (ctx, tenant) => {
    const isPlain = /^(identity)?$/i.test(ctx.get('Content-Encoding').trim());
    if (!ctx.is(...types) || !/^(utf-?8)?$/i.test(ctx.request.charset) || !isPlain) {
      throw new ScimError('unsupportedMediaType', advice);
    }
    const reservations: Reservation[] = [];
    const releaseAll = (): void => reservations.forEach(({ release }) => release());
    ctx.res.once('close', releaseAll);
    const reserve: Reserve = (more) => {
      const reservation = tenant === undefined ? undefined : budget?.reserve(tenant, more);
      if (reservation !== undefined) reservations.push(reservation);
      return reservation;
    };
    const bytes = await readBytes(ctx.req, bodyBytes, tenant && budget && reserve);
    return async () => {
      const isLong = tenant !== undefined && bytes.length > LONG_BODY_BYTES;
      const done = isLong ? await longBodies.take(tenant, undefined) : undefined;
      try {
        return await parseJson(bytes, { levels: bodyDepth, keys: objectKeys, elements: arrayElements });
      } finally {
        done?.();
        releaseAll();
        ctx.res.off('close', releaseAll);
      }
    };
  };
}
