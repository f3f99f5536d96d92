import { isSecretText, makeSecretText } from './secret-text.ts';

const PREFIX = 'scimh_';

/**
 * Makes the code of a hand-over link. It is kept as `hashToken` of it, as tokens are.
 *
 * @example
 * makeHandOverCode().startsWith('scimh_'); // true
 */
export function makeHandOverCode(): string {
  return makeSecretText(PREFIX);
}

/**
 * Whether a text has the shape and the checksum of a code.
 *
 * @example
 * isHandOverCode('scimh_abc'); // false
 */
export function isHandOverCode(text: string): boolean {
  return isSecretText(PREFIX, text);
}
