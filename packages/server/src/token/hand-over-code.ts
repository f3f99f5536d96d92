import { isSecretText, makeSecretText } from './secret-text.ts';

const PREFIX = 'scimh_';

/** Makes the code of a hand-over link. Like a token, it is stored as its `hashToken`. */
export function makeHandOverCode(): string {
  return makeSecretText(PREFIX);
}

/** Whether a text has the form and the checksum of a code. */
export function isHandOverCode(text: string): boolean {
  return isSecretText(PREFIX, text);
}
