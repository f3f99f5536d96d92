import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText } from './compare-text.ts';

/** The definition: compares two lists of code points, element by element. */
function byCodePoints(left: string, right: string): number {
  const [a, b] = [left, right].map((text) => Array.from(text, (char) => char.codePointAt(0) ?? 0));
  for (const [at, point] of (a ?? []).entries()) {
    const other = b?.[at];
    if (other === undefined) return 1;
    if (point !== other) return Math.sign(point - other);
  }
  return (a ?? []).length < (b ?? []).length ? -1 : 0;
}

describe('compareText', () => {
  it.each([
    { why: 'equal texts', left: 'a', right: 'a', sign: 0 },
    { why: 'the empty text is first', left: '', right: 'a', sign: -1 },
    { why: 'a prefix comes before a longer text', left: 'ab', right: 'abc', sign: -1 },
    { why: 'capital letters come before small ones', left: 'Z', right: 'a', sign: -1 },
    {
      why: 'an emoji comes after the last character of the basic plane',
      left: '\uffff',
      right: '😀',
      sign: -1,
    },
    {
      why: 'also after a character that UTF-16 would put behind it',
      left: '\ue000',
      right: '\u{10000}',
      sign: -1,
    },
    { why: 'the first difference decides', left: 'a😀', right: 'b', sign: -1 },
  ])('$why', ({ left, right, sign }) => {
    expect(Math.sign(compareText(left, right))).toBe(sign);
    expect(Math.sign(compareText(right, left))).toBe(sign === 0 ? 0 : -sign);
  });

  it('orders strings like lists of their code points', () => {
    // Few characters, for which UTF-16 and code points disagree, so that texts share prefixes.
    const unit = fc.constantFrom('a', 'b', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '😀', '\u{10ffff}');
    const text = fc.oneof(fc.string({ unit, maxLength: 4 }), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(text, text, (left, right) => {
        expect(Math.sign(compareText(left, right))).toBe(byCodePoints(left, right));
      }),
      { numRuns: 2000 },
    );
  });
});
