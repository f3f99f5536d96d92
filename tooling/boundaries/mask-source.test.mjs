// @ts-check
import { describe, expect, it } from 'vitest';
import { maskSource } from './mask-source.mjs';

const cases = [
  { what: 'a line comment', text: 'a(); // import "x"', code: 'a();              ' },
  { what: 'a block comment, keeping its lines', text: '/* a\nb */c', code: '    \n    c' },
  { what: 'the inside of a string', text: "const a = 'await';", code: "const a = '     ';" },
  { what: 'an escaped quote', text: String.raw`'it\'s' + b`, code: "'     ' + b" },
  { what: 'a quote inside a pattern', text: 'x = /[\'"]/g; await', code: 'x = /    /g; await' },
  { what: 'a slash inside a class of a pattern', text: "f(/[/']/, y)", code: 'f(/    /, y)' },
  {
    what: 'a template but not the code in it',
    text: '`a ${b(`c ${d}`)} e`; f',
    code: '`   {b(`   {d}`)}  `; f',
  },
  { what: 'a brace inside the code of a template', text: '`${{ a: 1 }}x`; b', code: '` {{ a: 1 }} `; b' },
  { what: 'nothing of a division', text: 'a / b / c', code: 'a / b / c' },
];

describe('masking a source', () => {
  it.each(cases)('blanks $what', ({ text, code }) => {
    expect(maskSource(text).code).toBe(code);
  });

  it('lists every string with its place', () => {
    expect(maskSource(`import a from 'b'; // 'c'\nimport("d")`).strings).toEqual([
      { offset: 14, value: 'b' },
      { offset: 33, value: 'd' },
    ]);
  });
});
