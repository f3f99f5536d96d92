/**
 * The ETag of a version; weak, because all projections of a version share it.
 *
 * @example
 * entityTag(3); // 'W/"3"'
 */
export function entityTag(version: number): string {
  return `W/"${version}"`;
}

/**
 * Whether a list of entity tags, as in If-Match, names a version; `*` names any. Contrary to RFC 9110 §13.1.1, weak tags match
 * in If-Match: every example of RFC 7644 has them there, and this server sends no strong ones.
 *
 * @example
 * namesVersion('W/"2", W/"3"', 3); // true
 */
export function namesVersion(header: string, version: number): boolean {
  if (header.trim() === '*') return true;
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${version}"`);
}
