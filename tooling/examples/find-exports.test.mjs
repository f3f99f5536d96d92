// @ts-check
import { describe, expect, it } from 'vitest';
import { findExports } from './find-exports.mjs';

/** @param {string} text */
const read = (text) => findExports({ path: 'a.ts', text });

const declarations = [
  { text: 'export function parse(): void {}', finds: ['function parse'] },
  { text: 'export async function* pages() {}', finds: ['function pages'] },
  { text: 'export const USER = 1;', finds: ['const USER'] },
  { text: 'export abstract class Fault {}', finds: ['class Fault'] },
  { text: 'export interface Row {}\nexport type Rows = Row[];', finds: ['interface Row', 'type Rows'] },
  { text: 'export declare const at: string;', finds: ['const at'] },
  { text: 'export const parsed = 1;\nexport type parsed = number;', finds: ['const parsed', 'type parsed'] },
  { text: 'export function f(a: 1): 1;\nexport function f(a: 2): 2;', finds: ['function f'] },
  { text: "export { a } from './a.ts';\nexport type {\n  B,\n} from './b.ts';", finds: [] },
  { text: 'const text = `\nexport function no() {}`;\n// export const no = 1;', finds: [] },
  { text: 'const a = 1;\nexport { a };', finds: ['export '] },
];

const comments = [
  { what: 'of one line', before: '/** Says. */\n', comment: ' Says. ' },
  { what: 'of several lines', before: '/**\n * Says.\n */\n', comment: '\n * Says.\n ' },
  { what: 'that names a glob', before: '/** Of `packages/*`. */\n', comment: ' Of `packages/*`. ' },
  {
    what: 'directly before, not an earlier one',
    before: '/** A. */\nconst a = 1;\n/** Says. */\n',
    comment: ' Says. ',
  },
  { what: 'undefined after an empty line', before: '/** About the file. */\n\n', comment: undefined },
  { what: 'undefined after another declaration', before: '/** A. */\nconst a = 1;\n', comment: undefined },
  { what: 'undefined for another kind of comment', before: '// Says.\n', comment: undefined },
];

describe('the exports of a file', () => {
  it.each(declarations)('$text has $finds', ({ text, finds }) => {
    expect(read(text).declared.map(({ kind, name }) => `${kind} ${name}`)).toEqual(finds);
  });

  it.each(comments)('have the comment $what', ({ before, comment }) => {
    expect(read(`${before}export const b = 1;`).declared[0]?.comment?.text).toBe(comment);
  });

  it('have their line, and the line where their comment begins', () => {
    const [found] = read('\n/**\n * Says.\n */\nexport const a = 1;').declared;
    expect(found).toMatchObject({ line: 5, comment: { line: 2 } });
  });

  it('have a value unless they are types or use declare', () => {
    const { declared } = read('export const a = 1;\nexport declare const b: 1;\nexport type C = 1;');
    expect(declared.map(({ hasValue }) => hasValue)).toEqual([true, false, false]);
  });
});

it('the names of an index are those it re-exports and those it declares', () => {
  const { names } = read("export { a, type B, c as d } from './a.ts';\nexport const e = 1;");
  expect(names).toEqual(['a', 'B', 'd', 'e']);
});
