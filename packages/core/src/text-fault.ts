import { isStorable } from './is-storable.ts';

/** UAX #15 §13, stream-safe text: no language needs more, and normalising a run takes quadratic time. */
const MAX_MARKS = 30;
const LONG_RUN = /\p{M}{31}/u;

/** Whether a string has more than thirty combining marks in a row. */
export function hasLongRunOfMarks(text: string): boolean {
  return text.length > MAX_MARKS && LONG_RUN.test(text);
}

/**
 * What is wrong with a string that a client sent, and the remedy, to follow the name of the attribute in a sentence.
 *
 * @returns undefined if nothing is wrong
 *
 * @example
 * textFault('a\0b'); // 'has a NUL character or half of a surrogate pair: remove it'
 */
export function textFault(text: string): string | undefined {
  if (!isStorable(text)) return 'has a NUL character or half of a surrogate pair: remove it';
  if (hasLongRunOfMarks(text)) return 'has more than 30 combining marks in a row: remove some';
  return undefined;
}
