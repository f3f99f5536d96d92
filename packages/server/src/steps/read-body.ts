import { ScimError } from '@scimwright/core';
import { fairQueue, type TenantId } from '@scimwright/store';
import type { Context } from 'koa';
import type { ByteRoom, Taken } from '../byte-room.ts';
import { parseJson } from '../body/parse-json.ts';
import { readBytes, type TakeRoom } from '../body/read-bytes.ts';
import type { Limits } from '../limits.ts';

/** Reads the bytes of a body. What it returns parses them, which takes time: undefined where there are none. */
export type ReadBody = (ctx: Context, tenant?: TenantId) => Promise<() => Promise<unknown>>;

/** Bytes of a body that takes long enough to be parsed for others to wait. */
const LONG = 65_536;

/** The media types that a SCIM body may have; the first is the one to name (RFC 7644 §3.1). */
const SCIM_TYPES = ['application/scim+json', 'application/json'] as const;

/**
 * Makes the step that reads a JSON body, within bounds of size, depth and keys.
 *
 * @param types - the media types it takes; the first is named to who sends another
 * @param room - for the bodies of each tenant, from their first byte until they are parsed
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
  room?: Pick<ByteRoom, 'take'>,
): ReadBody {
  const advice = `Send the body as ${types[0]} in UTF-8, not compressed.`;
  // Those that take turns for the only thread anyway: one at a time, a short request waits for one of them and not for all.
  const oneByOne = fairQueue({
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
    const held: Taken[] = [];
    const letGo = (): void => held.forEach((taken) => taken.giveBack());
    ctx.res.once('close', letGo); // whatever becomes of it
    const take: TakeRoom = (more) => {
      const taken = tenant === undefined ? undefined : room?.take(tenant, more);
      if (taken !== undefined) held.push(taken);
      return taken;
    };
    const bytes = await readBytes(ctx.req, bodyBytes, tenant && room && take);
    return async () => {
      const isLong = tenant !== undefined && bytes.length > LONG;
      const done = isLong ? await oneByOne.take(tenant, undefined) : undefined;
      try {
        return await parseJson(bytes, { levels: bodyDepth, keys: objectKeys, elements: arrayElements });
      } finally {
        done?.();
        letGo();
        ctx.res.off('close', letGo);
      }
    };
  };
}
