import { createHash, timingSafeEqual } from 'node:crypto';
import { isSecretText, makeSecretText } from './secret-text.ts';

const PREFIX = 'scimw_';

/** Its own, since a host that is older than such tokens and still runs would take one for a token of the tenant. */
const USER_PREFIX = 'scimu_';

/**
 * Makes a secret token; see `makeSecretText`.
 *
 * @example
 * makeSecretToken().startsWith('scimw_'); // true
 */
export function makeSecretToken(): string {
  return makeSecretText(PREFIX);
}

/**
 * Makes the secret of a token that names a user.
 *
 * @example
 * makeUserToken().startsWith('scimu_'); // true
 */
export function makeUserToken(): string {
  return makeSecretText(USER_PREFIX);
}

/**
 * Whether a text has the shape and the checksum of a token.
 *
 * @example
 * isSecretToken('scimw_abc'); // false
 */
export function isSecretToken(text: string): boolean {
  return isSecretText(PREFIX, text) || isSecretText(USER_PREFIX, text);
}

/**
 * The form in which a token is stored: SHA-256, in hex. A plain hash is enough for 256 random bits.
 *
 * @example
 * hashToken(makeSecretToken()).length; // 64
 */
export function hashToken(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/**
 * Compares two token hashes in constant time.
 *
 * @example
 * sameHash(hashToken('a'), hashToken('a')); // true
 */
export function sameHash(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left, 'hex'), Buffer.from(right, 'hex')];
  return a.length === b.length && timingSafeEqual(a, b);
}
