import { errorResponse } from '@scimwright/core/messages';
import type { Context } from 'koa';
import { describeFault, faultResponse, isHeldBack, refusalOf } from '../fault.ts';
import type { Logger } from '../logger.ts';
import { bearerChallenge } from '../token/bearer-token.ts';

const RETRY_AFTER_SECONDS = 5;

/** Statuses after which the same request may succeed a moment later. */
const TEMPORARY: ReadonlySet<number> = new Set([429, 503]);

/**
 * Answers an error as a SCIM error (RFC 7644 §3.12). The client sees a refusal. A fault goes to the process log, and the
 * client sees a 500, or a 503 while the database is unavailable, without the reason.
 */
export function respondWithError(ctx: Context, error: unknown, requestId: string, logger: Logger): void {
  const refusal = refusalOf(error);
  if (isHeldBack(error)) logger.warn({ requestId, code: 'DERIVING' }, 'a request must wait for a reindexing');
  else if (refusal === undefined) logger.error({ requestId, ...describeFault(error) }, 'a request failed');
  const shown = refusal ?? faultResponse(error, requestId);
  ctx.status = shown.status;
  if (shown.status === 401) ctx.set('WWW-Authenticate', bearerChallenge(ctx.get('Authorization'), 'SCIM'));
  if (TEMPORARY.has(shown.status)) ctx.set('Retry-After', String(RETRY_AFTER_SECONDS));
  ctx.body = JSON.stringify(errorResponse(shown));
  ctx.set('Content-Type', 'application/scim+json; charset=utf-8');
}

/** Writes a refusal to the process log, at level `debug`, when no tenant is known whose provisioning log could have it. */
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

/** No path of this server has more parts. */
const MAX_PARTS = 10;

/** A word of a tenant URL. A longer part may be a token; one with other characters may be a name or a mail address. */
const WORD = /^[A-Za-z0-9._-]{0,30}$/;

/**
 * The path of a URL without its query and without parts that may be a secret or a name: enough to see what is wrong with
 * a Tenant URL. `/flow/contoso/scim/v2/Users/ada@contoso.example` becomes `/flow/contoso/scim/v2/Users/…`.
 */
function loggablePath(path: string): string {
  const parts = path.split('/');
  const shown = parts.slice(0, MAX_PARTS).map((part, at) => {
    const isId = /^(Users|Groups)$/i.test(parts[at - 1] ?? '');
    return part === '' || (WORD.test(part) && !isId) ? part : '…';
  });
  return [...shown, ...(parts.length > MAX_PARTS ? ['…'] : [])].join('/');
}
