/** NUL, which PostgreSQL cannot store, and lone surrogates. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/**
 * Whether every database can store a string: it has no NUL and no lone surrogate.
 *
 * @example
 * isStorable('a\0b'); // false
 */
export function isStorable(text: string): boolean {
  return !UNSTORABLE.test(text);
}
