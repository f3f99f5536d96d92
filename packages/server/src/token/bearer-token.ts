const SCHEME = 'bearer ';

/** Our tokens have fewer than a hundred characters. A longer header is cut and matches no token. */
const MAX_HEADER_LENGTH = 512;

/**
 * The token in an Authorization header, or undefined when there is none. It may follow `Bearer` twice: Entra adds the word to
 * a Secret Token that was copied with it.
 *
 * It runs in linear time, because anyone can choose the header: no regular expression with two repeated parts.
 *
 * @example
 * bearerToken('Bearer Bearer scimw_abc'); // 'scimw_abc'
 *
 * @see RFC 6750 §2.1
 */
export function bearerToken(authorization: string): string | undefined {
  const given = afterScheme(authorization.slice(0, MAX_HEADER_LENGTH).trim());
  return given === undefined ? undefined : (afterScheme(given) ?? given);
}

/**
 * The WWW-Authenticate header of a 401. It names an error only when the request had a token.
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
