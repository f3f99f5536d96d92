import { ScimError } from '@scimwright/core';

/**
 * Refuses a request of /Me with a token of the tenant (RFC 7644 §3.11).
 *
 * @throws ScimError notImplemented, always
 */
export function meNotSupported(): never {
  throw new ScimError(
    'notImplemented',
    'This token belongs to the tenant and not to a user, so it has no /Me. Read users at /Users.',
  );
}
