import { ScimError } from '@scimwright/core';

/**
 * The refusal of a request about whoever sends it (RFC 7644 §3.11).
 *
 * @throws ScimError notImplemented, always
 *
 * @example
 * try {
 *   nobody();
 * } catch {
 *   // 501
 * }
 */
export function nobody(): never {
  throw new ScimError(
    'notImplemented',
    'A token of this service stands for a tenant and for no user of it, so there is no /Me. Ask for the user at /Users.',
  );
}
