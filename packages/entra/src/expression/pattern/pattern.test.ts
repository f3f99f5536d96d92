import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from './compile-pattern.ts';
import { findMatch } from './find-match.ts';
import { PatternFault } from './pattern-fault.ts';

/** The texts of the first match and of its groups. */
function found(pattern: string, text: string): (string | undefined)[] | undefined {
  return findMatch(compilePattern(pattern), text, 0, () => {})?.map(
    (span) => span && text.slice(span.start, span.end),
  );
}

describe('a pattern of .NET is matched', () => {
  it.each<{ pattern: string; text: string; gives: (string | undefined)[] | undefined; why: string }>([
    { pattern: 'b+', text: 'abbc', gives: ['bb'], why: 'as much as possible' },
    { pattern: 'b+?', text: 'abbc', gives: ['b'], why: 'or as little' },
    { pattern: 'a|ab', text: 'ab', gives: ['a'], why: 'the first choice before the longest' },
    { pattern: '(a)|(b)', text: 'b', gives: ['b', undefined, 'b'], why: 'a group may take no part' },
    { pattern: '(?<x>a)(b)', text: 'ab', gives: ['ab', 'b', 'a'], why: 'groups with a name count last' },
    { pattern: "(?'x'a)(?:b)", text: 'ab', gives: ['ab', 'a'], why: 'other groups' },
    { pattern: 'a{2,3}', text: 'aaaa', gives: ['aaa'], why: 'counts' },
    { pattern: 'a{,3}', text: 'a{,3}', gives: ['a{,3}'], why: 'what is no count stands for itself' },
    { pattern: '^b|b$', text: 'ab\n', gives: ['b'], why: 'the end before a last line feed' },
    { pattern: 'b\\z', text: 'ab\n', gives: undefined, why: 'the very end' },
    { pattern: '\\bb\\w*', text: 'ab bc', gives: ['bc'], why: 'the beginning of a word' },
    { pattern: '\\d+', text: 'x٣4', gives: ['٣4'], why: 'digits of any script' },
    { pattern: '[\\p{Lu}-[A-C]]', text: 'ABÅ', gives: ['Å'], why: 'a set without another' },
    { pattern: '[^]a-c\\d-]+', text: 'a]-1xy', gives: ['xy'], why: 'all but a set' },
    { pattern: '\\x41\\u00C5\\t\\.', text: 'AÅ\t.', gives: ['AÅ\t.'], why: 'escapes' },
    { pattern: '(?i)stra[S]se', text: 'STRASSE', gives: ['STRASSE'], why: 'in either case' },
    { pattern: '.', text: '\n😀', gives: ['\ud83d'], why: 'code units, and no line feed' },
    { pattern: '(a*)*b', text: 'aab', gives: ['aab', 'aa'], why: 'nested repetitions' },
  ])('$why: $pattern', ({ pattern, text, gives }) => {
    expect(found(pattern, text)).toEqual(gives);
  });

  it('as JavaScript matches it, where both have the same syntax', () => {
    const part: fc.Arbitrary<string> = fc.letrec<{ part: string }>((tie) => ({
      part: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\b', '^', '$', ''),
        fc.tuple(tie('part'), tie('part')).map(([a, b]) => `(?:${a}|${b})`),
        fc.tuple(tie('part'), tie('part')).map(([a, b]) => a + b),
        fc
          .tuple(fc.constantFrom('a', 'b', '.'), fc.constantFrom('*', '+?', '?', '{1,2}', '*?'))
          .map(([a, b]) => a + b),
        tie('part').map((a) => `(${a})`),
      ),
    })).part;
    fc.assert(
      fc.property(
        part,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 }),
        (pattern, text) => {
          expect(found(pattern, text)).toEqual(new RegExp(pattern).exec(text)?.slice());
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

it.each<{ pattern: string; at: number; found: string }>([
  { pattern: 'a(?=b)', at: 1, found: 'a lookahead' },
  { pattern: 'a(?!b)', at: 1, found: 'a lookahead' },
  { pattern: '(?<=a)b', at: 0, found: 'a lookbehind' },
  { pattern: '(?<!a)b', at: 0, found: 'a lookbehind' },
  { pattern: '(?>a)', at: 0, found: 'an atomic group' },
  { pattern: '(a)\\1', at: 4, found: 'a backreference' },
  { pattern: '(?<x>a)\\k<x>', at: 8, found: 'a backreference' },
  { pattern: 'a(?i)b', at: 3, found: '"i"' },
  { pattern: '(?<x>a)(?<x>b)', at: 10, found: 'a second group called x' },
  { pattern: 'a)', at: 1, found: '")"' },
  { pattern: '(a', at: 2, found: 'the end of the pattern' },
  { pattern: '[a', at: 2, found: 'the end of the pattern' },
  { pattern: '[b-a]', at: 1, found: 'its end first' },
  { pattern: 'a**', at: 2, found: 'another one after it' },
  { pattern: '*a', at: 0, found: 'a quantifier' },
  { pattern: 'a{3,2}', at: 1, found: '{3,2}' },
  { pattern: '\\p{Greek}', at: 1, found: 'p{Greek}' },
  { pattern: '\\q', at: 1, found: '"q" after a backslash' },
  { pattern: 'a\\', at: 2, found: 'the end of the pattern' },
  { pattern: '((a{1000}){1000})', at: 0, found: 'a larger one' },
  { pattern: '('.repeat(60), at: 50, found: '"("' },
])('$pattern is refused at $at: $found', ({ pattern, at, found }) => {
  let fault: unknown;
  try {
    compilePattern(pattern);
  } catch (error) {
    fault = error;
  }
  expect(fault).toBeInstanceOf(PatternFault);
  expect(fault).toMatchObject({ at, mismatch: { found } });
});

it('the work of a match is at most the text times the steps', () => {
  const pattern = compilePattern('(a+)+(a*)*b');
  const text = 'a'.repeat(1_000);
  let work = 0;
  findMatch(pattern, text, 0, (amount) => (work += amount));
  expect(work).toBeLessThanOrEqual((text.length + 1) * (pattern.steps.length + 1));
});
