import { isStorable } from './is-storable.ts';

/** UAX #15 §13, stream-safe text: no language needs more, and putting a run in order takes the square of its length. */
const LONG_RUN = /\p{M}{31}/u;

/**
 * Whether a text has more than thirty combining marks in a row, of which no database nor reader makes anything.
 *
 * @example
 * hasLongRunOfMarks('e\u0301'); // false
 */
export function hasLongRunOfMarks(text: string): boolean {
  return LONG_RUN.test(text);
}

/**
 * What is wrong with a text that a client sent, whatever it is for, and what to do; undefined for nothing. It continues a
 * sentence that names the text.
 *
 * @example
 * textFault('a\0b'); // 'has a NUL character or half of a surrogate pair: remove it'
 */
export function textFault(text: string): string | undefined {
  if (!isStorable(text)) return 'has a NUL character or half of a surrogate pair: remove it';
  if (hasLongRunOfMarks(text)) return 'has more than 30 combining marks in a row: remove some';
  return undefined;
}
