/** Control characters, line separators, lone surrogates and bidirectional marks: unsafe on a terminal. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u{61c}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]/gu;

/**
 * A string as one line that is safe on a terminal: unsafe characters are shown by their code points.
 *
 * @example
 * printable('ada\u001b[2J\n'); // 'ada\\u{1b}[2J\\u{a}'
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (char) => `\\u{${char.codePointAt(0)?.toString(16) ?? ''}}`);
}

/**
 * A value as JSON that is safe on a terminal and reads back as the same value. `JSON.stringify` escapes only the first 32
 * characters.
 *
 * @example
 * printableJson(['\u009b']).includes('\u009b'); // false
 */
export function printableJson(value: unknown): string {
  const lines = JSON.stringify(value, undefined, 2).split('\n');
  const escaped = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return lines.map((line) => line.replace(UNPRINTABLE, escaped)).join('\n');
}
