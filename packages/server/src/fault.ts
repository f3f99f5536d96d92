import { ScimError } from '@scimwright/core';
import { StoreBusy, StoreFault, StoreUnavailable } from '@scimwright/store';

/** Refusals for errors of Koa and its libraries. Their own messages may quote the request, so they are not shown. */
const BY_STATUS: Readonly<Record<number, () => ScimError>> = {
  400: () => new ScimError('invalidSyntax', 'The request cannot be read.'),
  413: () => new ScimError('payloadTooLarge', 'The body is too large.'),
  415: () => new ScimError('unsupportedMediaType', 'Send the body as application/scim+json in UTF-8.'),
};

const BUSY = new ScimError(
  'tooManyRequests',
  'Too many requests at once with this token or for this tenant. Nothing was done. Send the request again in a moment.',
);

/**
 * The refusal in an error: a `ScimError`, a store that is too busy for this tenant, or a request that Koa could not read.
 * Any other error is a fault.
 */
export function refusalOf(error: unknown): ScimError | undefined {
  if (error instanceof ScimError) return error;
  if (error instanceof StoreBusy) return BUSY;
  if (typeof error !== 'object' || error === null || !('status' in error) || !('expose' in error))
    return undefined;
  return error.expose === true && typeof error.status === 'number' ? BY_STATUS[error.status]?.() : undefined;
}

/** The answer to a client after a fault. It never contains the error itself. */
export interface FaultResponse {
  readonly status: 500 | 503;
  readonly scimType: undefined;
  readonly message: string;
}

const UNAVAILABLE = {
  'not done':
    'The service cannot reach its database right now. The request was not carried out. Send it again.',
  unknown:
    'The service lost its database while storing this. The request may have been carried out. Check, or send it again.',
  reindexing:
    'The service is building an index that this request needs. The request was not carried out. Send it again later.',
} as const;

/** Whether a request was held back because resources are reindexed, which is no failure. */
export function isHeldBack(error: unknown): boolean {
  return error instanceof StoreUnavailable && error.code === 'DERIVING';
}

/** Tells a client of a fault: 503 while the database is unavailable, otherwise 500 with the request id to look for. */
export function faultResponse(error: unknown, requestId: string): FaultResponse {
  if (error instanceof StoreUnavailable) {
    const message = isHeldBack(error)
      ? UNAVAILABLE.reindexing
      : UNAVAILABLE[error.mayBeDone ? 'unknown' : 'not done'];
    return { status: 503, scimType: undefined, message };
  }
  const message = `The service failed to answer. Its log has the reason under ${requestId}.`;
  return { status: 500, scimType: undefined, message };
}

/**
 * Describes a fault for the process log: its kind, its code and where it arose. Messages of other libraries' errors are left
 * out, because a parser or a driver may quote the value that it failed on.
 *
 * @example
 * logger.error(describeFault(error), 'a request failed');
 */
export function describeFault(error: unknown): object {
  if (!(error instanceof Error)) return { fault: typeof error };
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const stack = at.slice(0, 12).map((line) => line.trim());
  if (error instanceof StoreFault)
    return { fault: error.name, code: error.code, constraint: error.constraint, stack };
  if (error instanceof StoreUnavailable) return { fault: error.name, code: error.code, stack };
  return { fault: error.name, stack };
}
