import { hasLongRunOfMarks } from './text-fault.ts';

const ASCII = /^[\0-\x7F]*$/;

/** Full-width and half-width forms, which PRECIS maps to their ordinary characters. */
const WIDE = /[\u3000\uFF01-\uFFEE]/g;

/**
 * The comparison key of a string whose attribute is not `caseExact`: width mapping, case mapping, then NFC, as PRECIS
 * prescribes for user names. It is computed only here and stored, because databases fold differently: SQLite's `lower`
 * knows only ASCII, PostgreSQL's follows the locale. The value itself is stored as it was sent.
 *
 * Final sigma folds to sigma, so that a prefix of a value folds to a prefix of its key.
 *
 * @example
 * foldCase('Ａda@X.Example') === foldCase('ada@x.example'); // true
 *
 * @see RFC 7644 §5, RFC 8265 §3.3
 */
export function foldCase(text: string): string {
  // The fast path: most strings are ASCII.
  if (ASCII.test(text)) return text.toLowerCase();
  const folded = text
    .replace(WIDE, (char) => char.normalize('NFKC'))
    .toLowerCase()
    .replaceAll('ς', 'σ');
  // An earlier version may have stored such a run. NFC would sort its marks, in quadratic time.
  return hasLongRunOfMarks(folded) ? folded : folded.normalize('NFC');
}
