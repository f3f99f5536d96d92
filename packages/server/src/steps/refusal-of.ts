import { ScimError } from '@scimwright/core';
import { StoreBusy } from '@scimwright/store';

/** Errors of Koa and its libraries about the request itself; their own messages may quote it, so they are not shown. */
const BY_STATUS: Readonly<Record<number, () => ScimError>> = {
  400: () => new ScimError('invalidSyntax', 'The request cannot be read.'),
  413: () => new ScimError('payloadTooLarge', 'The body is too large.'),
  415: () => new ScimError('unsupportedMediaType', 'Send the body as application/scim+json in UTF-8.'),
};

const BUSY = new ScimError(
  'tooManyRequests',
  'Too much is asked for with this token, or by this tenant, at once. Nothing was done; send it again in a moment.',
);

/**
 * The refusal in an error, if it is one: ours, that of a store with too much to do for a tenant, or that of a library about a request it could not read. Anything else
 * is a fault.
 *
 * @example
 * refusalOf(new ScimError('notFound', 'There is no such user.'))?.status; // 404
 */
export function refusalOf(error: unknown): ScimError | undefined {
  if (error instanceof ScimError) return error;
  if (error instanceof StoreBusy) return BUSY;
  if (typeof error !== 'object' || error === null || !('status' in error) || !('expose' in error))
    return undefined;
  return error.expose === true && typeof error.status === 'number' ? BY_STATUS[error.status]?.() : undefined;
}
