import { bodyParser } from '@koa/bodyparser';
import { ScimError } from '@scimwright/core';
import type { Context } from 'koa';
import type { Limits } from '../limits.ts';

const JSON_TYPES = ['application/scim+json', 'application/json'];

/** Reads the body of a request; undefined where there is none. */
export type ReadBody = (ctx: Context) => Promise<unknown>;

/**
 * Makes the step that reads a JSON body, within bounds of size and depth. What the parser says of a broken body is not
 * passed on, since it quotes the body.
 *
 * @throws ScimError unsupportedMediaType, payloadTooLarge, invalidSyntax
 *
 * @example
 * const body = await makeReadBody(defaultLimits)(ctx);
 */
export function makeReadBody(limits: Limits): ReadBody {
  const parse = bodyParser({
    enableTypes: ['json'],
    extendTypes: { json: JSON_TYPES },
    jsonLimit: limits.bodyBytes,
    jsonStrict: false,
    onError(error) {
      throw bodyRefusal(error, limits);
    },
  });
  return async (ctx) => {
    if (!ctx.is(...JSON_TYPES) || !/^(utf-?8)?$/i.test(ctx.request.charset)) {
      throw new ScimError('unsupportedMediaType', 'Send the body as application/scim+json in UTF-8.');
    }
    await parse(ctx, async () => {});
    const body: unknown = ctx.request.body;
    if (isDeeper(body, limits.bodyDepth)) {
      throw new ScimError('invalidSyntax', `The body has more than ${limits.bodyDepth} levels.`);
    }
    return body;
  };
}

function bodyRefusal(error: Error & { status?: number; type?: string }, { bodyBytes }: Limits): Error {
  if (error.status === 413) {
    return new ScimError(
      'payloadTooLarge',
      `The body may have at most ${bodyBytes} bytes. Send it in several requests.`,
    );
  }
  if (error.type === 'encoding.unsupported' || error.status === 415) {
    return new ScimError(
      'unsupportedMediaType',
      'Send the body as application/scim+json in UTF-8, not compressed.',
    );
  }
  if (error.status !== undefined && error.status >= 500) return error;
  if (error.message.includes('forbidden prototype property')) {
    return new ScimError(
      'invalidSyntax',
      'The body has a key named __proto__ or constructor.prototype: remove it.',
    );
  }
  const position = /at position (\d+)/.exec(error.message)?.[1];
  const where = position === undefined ? '' : ` The mistake is at character ${Number(position) + 1}.`;
  return new ScimError('invalidSyntax', `The body is not valid JSON.${where}`);
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1));
}
