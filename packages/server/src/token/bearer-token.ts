const SCHEME = 'bearer ';

/** Ours have fewer than a hundred characters. What is longer is cut, and opens nothing. */
const LONGEST_HEADER = 512;

/**
 * The token of the header Authorization, or undefined when there is none. The word Bearer counts once: a person who
 * copies it into Secret Token sends it twice, since Entra puts it in front itself.
 *
 * The work is in proportion to the length of the header, which anyone may choose (no regular expression with two
 * repeated parts).
 *
 * @example
 * bearerToken('Bearer Bearer scimw_abc'); // 'scimw_abc'
 *
 * @see RFC 6750 §2.1
 */
export function bearerToken(authorization: string): string | undefined {
  const given = afterScheme(authorization.slice(0, LONGEST_HEADER).trim());
  return given === undefined ? undefined : (afterScheme(given) ?? given);
}

/**
 * The header WWW-Authenticate of a 401. A request without a token is told the scheme, and of no error.
 *
 * @example
 * bearerChallenge('Bearer scimw_abc', 'SCIM'); // 'Bearer realm="SCIM", error="invalid_token"'
 *
 * @see RFC 6750 §3.1
 */
export function bearerChallenge(authorization: string, realm: string): string {
  const scheme = `Bearer realm="${realm}"`;
  return bearerToken(authorization) === undefined ? scheme : `${scheme}, error="invalid_token"`;
}

function afterScheme(text: string): string | undefined {
  const hasScheme = text.slice(0, SCHEME.length).toLowerCase() === SCHEME;
  return hasScheme ? text.slice(SCHEME.length).trimStart() : undefined;
}
