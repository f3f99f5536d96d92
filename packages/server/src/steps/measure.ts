import type { Middleware } from 'koa';
import type { Metrics } from '../metrics.ts';

/**
 * Counts every answer, with how long it took; what it was about is in `ctx.state` by then.
 *
 * @example
 * app.use(measure(noMetrics));
 */
export function measure(metrics: Metrics): Middleware {
  return async (ctx, next) => {
    const started = performance.now();
    await next();
    const { connector, operation } = ctx.state as { connector?: string; operation?: string }; // set by the route
    const seconds = (performance.now() - started) / 1000;
    metrics.answered({ connector, operation, status: ctx.status, seconds });
  };
}
