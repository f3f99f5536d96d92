import fc from 'fast-check';
import { expect, it } from 'vitest';
import { printable, printableJson } from './printable.ts';

it.each([
  ['an escape sequence', '\u001b[2Jada', String.raw`\u{1b}[2Jada`],
  ['a sequence in one character', '\u009b2Jada', String.raw`\u{9b}2Jada`],
  ['a forged line', 'ada\r\n2026 updated', String.raw`ada\u{d}\u{a}2026 updated`],
  ['a delete', 'a\u007f', String.raw`a\u{7f}`],
  ['Unicode line separators', 'a\u2028b\u2029', String.raw`a\u{2028}b\u{2029}`],
  ['a change of the text direction', 'a\u202etxt.exe\u2066', String.raw`a\u{202e}txt.exe\u{2066}`],
  ['a lone surrogate', 'a\ud800', String.raw`a\u{d800}`],
  ['letters of every script', 'Søren 李 😀 שלום e\u0301', 'Søren 李 😀 שלום e\u0301'],
])('%s: control characters appear as code points', (_, text, shown) => {
  expect(printable(text)).toBe(shown);
});

const anything = fc.string({ unit: 'binary' });

it('no control character remains, in a line or in JSON', () => {
  fc.assert(
    fc.property(
      fc.oneof(anything, fc.string({ unit: fc.constantFrom('\u001b', '\u009b', '\n', '\u202e', 'a') })),
      (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        expect(printableJson(text)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      },
    ),
  );
});

it('the JSON parses to the same value', () => {
  fc.assert(
    fc.property(fc.dictionary(anything, fc.array(anything)), (value) => {
      expect(JSON.parse(printableJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
