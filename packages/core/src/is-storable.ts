/** NUL, which PostgreSQL cannot store, and halves of characters, which are not text. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/**
 * Whether every database can keep a text and give it back: it has no NUL and no half of a surrogate pair.
 *
 * @example
 * isStorable('a\0b'); // false
 */
export function isStorable(text: string): boolean {
  return !UNSTORABLE.test(text);
}
