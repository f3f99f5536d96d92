import { ScimError } from '@scimwright/core';

/**
 * The ETag of a version; weak, since projections of one version share it.
 *
 * @example
 * entityTag(3); // 'W/"3"'
 */
export function entityTag(version: number): string {
  return `W/"${version}"`;
}

/**
 * Whether a list of entity tags, as in If-Match, names a version. Weak tags count: every example of RFC 7644 has them.
 *
 * @example
 * namesVersion('W/"2", W/"3"', 3); // true
 */
export function namesVersion(header: string, version: number): boolean {
  return header
    .split(',')
    .some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === `"${version}"`);
}

/**
 * Checks If-Match against the current version (RFC 7644 §3.14).
 *
 * @throws ScimError staleVersion
 *
 * @example
 * checkIfMatch(undefined, 3);
 */
export function checkIfMatch(ifMatch: string | undefined, version: number): void {
  if (ifMatch !== undefined && !namesVersion(ifMatch, version)) throw staleVersion();
}

/**
 * The refusal of a write whose If-Match names another version.
 *
 * @example
 * throw staleVersion();
 */
export function staleVersion(): ScimError {
  return new ScimError(
    'staleVersion',
    'The resource has changed since the version that If-Match names. Read it again.',
  );
}
