import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

const PREFIX = 'scimw_';
const SHAPE = /^scimw_([A-Za-z0-9_-]{43})([0-9a-f]{8})$/;

const checksum = (random: string): string =>
  crc32(PREFIX + random)
    .toString(16)
    .padStart(8, '0');

/**
 * Makes a secret token: a prefix that secret scanners can know, 256 random bits, and a checksum that tells a mistyped
 * token from an unknown one without a look at the database.
 *
 * @example
 * makeSecretToken().startsWith('scimw_'); // true
 */
export function makeSecretToken(): string {
  const random = randomBytes(32).toString('base64url');
  return `${PREFIX}${random}${checksum(random)}`;
}

/**
 * Whether a text has the shape and the checksum of a token.
 *
 * @example
 * isSecretToken('scimw_abc'); // false
 */
export function isSecretToken(text: string): boolean {
  const [, random, sum] = SHAPE.exec(text) ?? [];
  return random !== undefined && sum === checksum(random);
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
