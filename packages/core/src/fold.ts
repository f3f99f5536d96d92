import { hasLongRunOfMarks } from './text-fault.ts';

const ASCII = /^[\0-\x7F]*$/;

/** Full-width and half-width forms, which PRECIS maps to their ordinary characters. */
const WIDE = /[\u3000\uFF01-\uFFEE]/g;

/**
 * The comparison key of a string whose attribute is not `caseExact`: width mapping, case mapping, then NFC, as
 * PRECIS asks for user names. It is computed here alone, in JavaScript, and stored: databases fold differently
 * (SQLite's `lower` knows ASCII only, PostgreSQL's follows the locale). The stored value stays as it was sent.
 *
 * Final sigma counts as sigma, so that a prefix of a value folds to a prefix of its key.
 *
 * @example
 * foldCase('Ａda@X.Example') === foldCase('ada@x.example'); // true
 *
 * @see RFC 7644 §5, RFC 8265 §3.3
 */
export function foldCase(text: string): string {
  // Most texts are ASCII, of which only the letters change.
  if (ASCII.test(text)) return text.toLowerCase();
  const folded = text
    .replace(WIDE, (char) => char.normalize('NFKC'))
    .toLowerCase()
    .replaceAll('ς', 'σ');
  // An earlier version may have stored such a run. Its marks keep their order, since sorting them takes its square.
  return hasLongRunOfMarks(folded) ? folded : folded.normalize('NFC');
}
