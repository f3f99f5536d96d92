import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldCase } from './fold.ts';

describe('strings that look equal to people have the same key', () => {
  it.each([
    { why: 'letter case', left: 'ADA@Contoso.Example', right: 'ada@contoso.example' },
    { why: 'letter case beyond ASCII, which SQLite would not fold', left: 'ÅSA', right: 'åsa' },
    { why: 'full width, which PRECIS maps', left: 'Ａlice＠x', right: 'alice@x' },
    { why: 'half width', left: 'ｶﾞ', right: 'ガ' },
    { why: 'the ideographic space', left: 'a\u3000b', right: 'a b' },
    { why: 'composed and decomposed accents', left: 'ren\u00e9', right: 'rene\u0301' },
    { why: 'final sigma', left: 'ΟΔΟΣ', right: 'οδος' },
    { why: 'the Kelvin sign', left: '\u212a', right: 'k' },
  ])('$why: $left is $right', ({ left, right }) => {
    expect(foldCase(left)).toBe(foldCase(right));
  });

  it.each([
    { why: 'PRECIS user names keep compatibility characters', left: 'ﬁ', right: 'fi' },
    { why: 'accents count', left: 'rene', right: 'rené' },
    { why: 'blanks count', left: 'ada ', right: 'ada' },
    { why: 'sharp s is a letter of its own', left: 'straße', right: 'strasse' },
  ])('but $why: $left is not $right', ({ left, right }) => {
    expect(foldCase(left)).not.toBe(foldCase(right));
  });

  it('folds a prefix of a value to a prefix of its key, even if it ends in sigma', () => {
    expect(foldCase('ΟΔΟΣ ΑΒ').startsWith(foldCase('ΟΔΟΣ'))).toBe(true);
  });
});

describe('folding a folded string changes nothing', () => {
  it('for every character', () => {
    const unstable: string[] = [];
    for (let point = 0; point <= 0x10ffff; point += 1) {
      const folded = foldCase(String.fromCodePoint(point));
      if (foldCase(folded) !== folded) unstable.push(point.toString(16));
    }
    expect(unstable).toEqual([]);
  });

  const marks = fc.string({
    unit: fc.constantFrom('a', 'İ', '\u0301', '\u0323', '\u0344', '\u0958'),
    maxLength: 100,
  });
  it('for a string with many combining marks', () => {
    fc.assert(
      fc.property(marks, (text) => {
        const folded = foldCase(text);
        expect(foldCase(folded)).toBe(folded);
      }),
    );
  });

  it('for every string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = foldCase(text);
        expect(foldCase(folded)).toBe(folded);
      }),
    );
  });
});

describe('a run of combining marks that an earlier version may have stored', () => {
  const run = (length: number): string => 'A' + '\u0301\u0323'.repeat(length / 2);

  it('is not normalised if it has more than thirty, which would take quadratic time', () => {
    expect(foldCase(run(32))).toBe(run(32).toLowerCase());
  });

  it('is normalised if it has thirty', () => {
    expect(foldCase(run(30))).toBe(run(30).toLowerCase().normalize('NFC'));
  });
});
