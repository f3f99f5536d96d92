import type { Pattern } from './compile-pattern.ts';
import { findMatch, type CountWork, type Match } from './find-match.ts';

/** All matches in a text, from left to right. After an empty one the search goes on a character later. */
export function* findMatches(pattern: Pattern, text: string, countWork: CountWork): Generator<Match> {
  let from = 0;
  while (from <= text.length) {
    const match = findMatch(pattern, text, from, countWork);
    if (match === undefined) return;
    yield match;
    const [{ start, end }] = match;
    from = end === start ? end + 1 : end;
  }
}
