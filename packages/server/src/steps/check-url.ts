import { ScimError } from '@scimwright/core';
import type { Middleware } from 'koa';
import { urlFault } from '../url-fault.ts';

/**
 * Refuses a request whose URL cannot be read as text.
 *
 * @throws ScimError invalidSyntax
 *
 * @example
 * app.use(checkUrl);
 */
export const checkUrl: Middleware = async (ctx, next) => {
  const fault = urlFault(ctx.url);
  if (fault !== undefined) throw new ScimError('invalidSyntax', fault);
  await next();
};
