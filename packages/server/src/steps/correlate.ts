import type { Middleware } from 'koa';

/**
 * Gives every request an id, in `ctx.state.requestId` and in the answer's `X-Request-Id`, so that a line of a log and
 * an answer can be brought together. Ids of clients are not taken over: they could be made to collide.
 *
 * @example
 * app.use(correlate(() => crypto.randomUUID()));
 */
export function correlate(ids: () => string): Middleware {
  return async (ctx, next) => {
    const requestId = ids();
    ctx.state['requestId'] = requestId;
    ctx.set('X-Request-Id', requestId);
    await next();
  };
}
