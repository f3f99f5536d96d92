/**
 * A pattern that matches words in any letter case. JSON Schema has no other way to ignore case.
 *
 * @example
 * anyCase('add', 'remove'); // '^([aA][dD][dD]|[rR][eE][mM][oO][vV][eE])$'
 */
export function anyCase(...words: readonly string[]): string {
  return `^(${words.map((word) => Array.from(word, letterIn).join('')).join('|')})$`;
}

function letterIn(letter: string): string {
  const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()];
  if (lower !== upper) return `[${lower}${upper}]`;
  return /\w/.test(letter) ? letter : `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
