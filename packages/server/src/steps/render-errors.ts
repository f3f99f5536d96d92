import { errorResponse, type ScimError } from '@scimwright/core';
import type { Context, Middleware } from 'koa';
import type { Logger } from '../logger.ts';
import { bearerChallenge } from '../token/bearer-token.ts';
import { describeFault } from './describe-fault.ts';
import { loggablePath } from './loggable-path.ts';
import { refusalOf } from './refusal-of.ts';
import { showFault } from './show-fault.ts';
import { unknownPath } from './unknown-path.ts';

const RETRY_AFTER_SECONDS = 5;

/** Too many requests, or the service is unavailable: the same request may succeed a moment later. */
const PASSES: ReadonlySet<number> = new Set([429, 503]);

/**
 * Turns whatever was thrown, and whatever no route answered, into a SCIM error (RFC 7644 §3.12). A refusal is shown; a
 * fault is logged and answered 500, or 503 while the database is away, and says nothing of itself. A refusal that is in
 * no tenant's log is a line of the process log, at the level `debug`.
 *
 * @example
 * app.use(renderErrors(logger, ['/flow/:tenant/scim/v2']));
 */
export function renderErrors(logger: Logger, tenantUrls: readonly string[]): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      const unanswered = unansweredRefusal(ctx, tenantUrls);
      if (unanswered !== undefined) renderRefusal(ctx, unanswered, logger);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal !== undefined) return renderRefusal(ctx, refusal, logger);
      logger.error({ requestId: ctx.state['requestId'], ...describeFault(error) }, 'a request failed');
      render(ctx, showFault(error, String(ctx.state['requestId'])));
    }
  };
}

/** No route answered, so nothing is there. */
function unansweredRefusal(ctx: Context, tenantUrls: readonly string[]): ScimError | undefined {
  const isAnswered = ctx.status !== 404 || (ctx.body !== undefined && ctx.body !== null);
  return isAnswered ? undefined : unknownPath(ctx.path, tenantUrls);
}

function renderRefusal(ctx: Context, refusal: ScimError, logger: Logger): void {
  if (ctx.state['isLogged'] !== true) logUnowned(ctx, refusal, logger);
  if (refusal.status === 401) ctx.set('WWW-Authenticate', bearerChallenge(ctx.get('Authorization'), 'SCIM'));
  render(ctx, refusal);
}

/** No log of a tenant has it, since nobody knows whose request it was. */
function logUnowned(ctx: Context, refusal: ScimError, logger: Logger): void {
  const { requestId, connector } = ctx.state;
  const fields = { requestId, connector, method: ctx.method, path: loggablePath(ctx.path) };
  logger.debug({ ...fields, status: refusal.status, reason: refusal.message }, 'a request was refused');
}

function render(ctx: Context, error: Parameters<typeof errorResponse>[0]): void {
  ctx.status = error.status;
  if (PASSES.has(error.status)) ctx.set('Retry-After', String(RETRY_AFTER_SECONDS));
  ctx.body = JSON.stringify(errorResponse(error));
  ctx.set('Content-Type', 'application/scim+json; charset=utf-8');
}
