import { ScimError } from '@scimwright/core';

/** Errors of Koa and its libraries about the request itself; their own messages may quote it, so they are not shown. */
const BY_STATUS: Readonly<Record<number, () => ScimError>> = {
  400: () => new ScimError('invalidSyntax', 'The request cannot be read.'),
  413: () => new ScimError('payloadTooLarge', 'The body is too large.'),
  415: () => new ScimError('unsupportedMediaType', 'Send the body as application/scim+json in UTF-8.'),
};

/**
 * The refusal in an error, if it is one: ours, or that of a library about a request it could not read. Anything else
 * is a fault.
 *
 * @example
 * refusalOf(new ScimError('notFound', 'There is no such user.'))?.status; // 404
 */
export function refusalOf(error: unknown): ScimError | undefined {
  if (error instanceof ScimError) return error;
  if (typeof error !== 'object' || error === null || !('status' in error) || !('expose' in error))
    return undefined;
  return error.expose === true && typeof error.status === 'number' ? BY_STATUS[error.status]?.() : undefined;
}
