import type { Middleware } from 'koa';

/**
 * Takes several slashes in a row in the path for one: a Tenant URL that was copied with a slash at its end makes Entra ask
 * for `…/scim/v2//Users`.
 *
 * @example
 * app.use(collapseSlashes);
 */
export const collapseSlashes: Middleware = async (ctx, next) => {
  if (ctx.path.includes('//')) ctx.path = ctx.path.replaceAll(/\/{2,}/g, '/');
  await next();
};
