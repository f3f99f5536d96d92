import type { Middleware } from 'koa';

/**
 * Answers are a tenant's: no cache keeps them, errors neither, and no browser takes them for something else than they say.
 *
 * @example
 * app.use(keepPrivate);
 */
export const keepPrivate: Middleware = async (ctx, next) => {
  ctx.set('Cache-Control', 'no-store');
  ctx.set('X-Content-Type-Options', 'nosniff');
  await next();
};
