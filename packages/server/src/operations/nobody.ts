import { ScimError } from '@scimwright/core';

/**
 * The refusal of a request about whoever sends it, by a token that names nobody (RFC 7644 §3.11).
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
    'This token stands for its tenant and for no user of it, so there is no /Me for it. Ask for the user at /Users.',
  );
}
