import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const PARTS = /^([A-Za-z0-9_-]{43})([0-9a-f]{8})$/;

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0');

/**
 * Makes a secret: a prefix that secret scanners can recognise, 256 random bits, and a checksum that reveals a mistyped
 * secret without asking the database.
 *
 * @example
 * makeSecretText('scimw_').startsWith('scimw_'); // true
 */
export function makeSecretText(prefix: string): string {
  const start = `${prefix}${randomBytes(32).toString('base64url')}`;
  return `${start}${checksum(start)}`;
}

/** Whether a text has the prefix, the form and the checksum of such a secret. */
export function isSecretText(prefix: string, text: string): boolean {
  if (!text.startsWith(prefix)) return false;
  const [, random, sum] = PARTS.exec(text.slice(prefix.length)) ?? [];
  return random !== undefined && sum === checksum(prefix + random);
}
