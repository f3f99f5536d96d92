import { createHash, timingSafeEqual } from 'node:crypto';
import { isSecretText, makeSecretText } from './secret-text.ts';

const PREFIX = 'scimw_';

/** A different prefix, so that an older host, which does not know tokens of users, refuses them. */
const USER_PREFIX = 'scimu_';

/** Makes a token of a tenant. */
export function makeSecretToken(): string {
  return makeSecretText(PREFIX);
}

/** Makes a token of a user. */
export function makeUserToken(): string {
  return makeSecretText(USER_PREFIX);
}

/** Whether a text has the form and the checksum of a token. */
export function isSecretToken(text: string): boolean {
  return isSecretText(PREFIX, text) || isSecretText(USER_PREFIX, text);
}

/**
 * Hashes a token for storage: SHA-256, in hex. A plain hash is enough for 256 random bits.
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
