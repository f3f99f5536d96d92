import { errorResponse } from '@scimwright/core';
import type { Context } from 'koa';
import type { Logger } from '../logger.ts';
import { bearerChallenge } from '../token/bearer-token.ts';
import { describeFault } from './describe-fault.ts';
import { loggablePath } from './loggable-path.ts';
import { refusalOf } from './refusal-of.ts';
import { showFault } from './show-fault.ts';

const RETRY_AFTER_SECONDS = 5;

/** Too many requests, or the service is unavailable: the same request may succeed a moment later. */
const PASSES: ReadonlySet<number> = new Set([429, 503]);

/**
 * Answers whatever was thrown as a SCIM error (RFC 7644 §3.12). A refusal is shown; a fault is logged and answered 500, or
 * 503 while the database is away, and says nothing of itself.
 *
 * @example
 * renderError(ctx, new Error('x'), '2819', logger);
 */
export function renderError(ctx: Context, error: unknown, requestId: string, logger: Logger): void {
  const refusal = refusalOf(error);
  if (refusal === undefined) logger.error({ requestId, ...describeFault(error) }, 'a request failed');
  const shown = refusal ?? showFault(error, requestId);
  ctx.status = shown.status;
  if (shown.status === 401) ctx.set('WWW-Authenticate', bearerChallenge(ctx.get('Authorization'), 'SCIM'));
  if (PASSES.has(shown.status)) ctx.set('Retry-After', String(RETRY_AFTER_SECONDS));
  ctx.body = JSON.stringify(errorResponse(shown));
  ctx.set('Content-Type', 'application/scim+json; charset=utf-8');
}

/**
 * Writes a refusal that no log of a tenant has, since nobody knows whose request it was, into the log of the process, at
 * the level `debug`.
 *
 * @example
 * logUnowned(ctx, new Error('x'), { requestId: '2819', connector: 'bic' }, logger);
 */
export function logUnowned(
  ctx: Context,
  error: unknown,
  known: { readonly requestId: string; readonly connector: string | undefined },
  logger: Logger,
): void {
  const refusal = refusalOf(error);
  if (refusal === undefined) return;
  const fields = { ...known, method: ctx.method, path: loggablePath(ctx.path) };
  logger.debug({ ...fields, status: refusal.status, reason: refusal.message }, 'a request was refused');
}
