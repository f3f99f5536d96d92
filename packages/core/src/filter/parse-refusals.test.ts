import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { refusalOf } from '../refusal.fixture.ts';
import { parseFilter } from './parse.ts';

const refusal = (text: string) => refusalOf(() => parseFilter(text, openParseContext()));

describe('a malformed filter is refused with the character where parsing stopped', () => {
  it.each([
    { text: '', at: 1, problem: 'an attribute is missing' },
    { text: '   ', at: 4, problem: 'an attribute is missing' },
    { text: 'userName', at: 9, problem: 'an operator is missing' },
    { text: 'userName eq', at: 12, problem: 'an operand is missing after eq' },
    { text: 'eq "x"', at: 4, problem: 'an operator is missing' },
    { text: 'userName eq "x" and', at: 20, problem: 'an attribute is missing' },
    { text: 'userName eq "x" or or', at: 22, problem: 'an operator is missing' },
    { text: '(userName pr', at: 13, problem: 'a closing ) is missing' },
    { text: 'userName pr)', at: 12, problem: 'expected the end of the filter' },
    { text: 'emails[type eq "x"', at: 19, problem: 'a closing ] is missing' },
    { text: 'emails[type eq "x")', at: 19, problem: 'a closing ] is missing' },
    { text: 'emails]', at: 7, problem: 'an operator is missing' },
    { text: 'emails[]', at: 8, problem: 'an attribute is missing' },
    { text: '()', at: 2, problem: 'an attribute is missing' },
    { text: "userName eq 'x'", at: 13, problem: 'put a string operand in double quotes' },
    { text: 'userName regex "x"', at: 10, problem: 'regex is not an operator' },
    { text: 'userName = "x"', at: 10, problem: '= is not an operator' },
    { text: 'not userName pr', at: 5, problem: 'userName is not an operator' },
    { text: 'a pr b pr', at: 6, problem: 'expected the end of the filter' },
    { text: 'a pr xor b pr', at: 6, problem: 'expected the end of the filter' },
    { text: 'a.b.c eq 1', at: 1, problem: 'this is not an attribute name' },
    { text: 'a.b.c eq "x"', at: 1, problem: 'this is not an attribute name' },
    { text: 'a pr and 1b pr', at: 10, problem: 'this is not an attribute name' },
    { text: '"userName" eq "x"', at: 1, problem: 'an attribute is missing' },
    { text: 'emails[ims[type pr]]', at: 8, problem: 'a value filter cannot contain another' },
    { text: 'emails[a pr and (ims[b pr])]', at: 18, problem: 'a value filter cannot contain another' },
    { text: 'emails[bar].value eq "x"', at: 11, problem: 'an operator is missing' },
    { text: 'emails[type pr].a.b eq "x"', at: 16, problem: 'cannot follow a value filter' },
    { text: 'emails[type pr]. eq "x"', at: 16, problem: 'cannot follow a value filter' },
    { text: 'emails[type pr].value', at: 22, problem: 'an operator is missing' },
    { text: 'emails[type pr] pr', at: 17, problem: 'expected the end of the filter' },
    { text: 'a eq eq "x"', at: 9, problem: 'expected the end of the filter' },
    { text: 'a eq [', at: 6, problem: 'an operand is missing after eq' },
  ])('"$text" at $at: $problem', ({ text, at, problem }) => {
    const { code, message } = refusal(text);
    expect(code).toBe('invalidFilter');
    expect(message).toContain(`at character ${at}: `);
    expect(message).toContain(problem);
  });

  it('names an unknown operator, shortened, and the known ones', () => {
    const { message } = refusal(`userName ${'x'.repeat(100)} "y"`);
    expect(message).toContain(`${'x'.repeat(20)} is not`);
    expect(message).not.toContain('x'.repeat(21));
    expect(message).toContain('eq, ne, co, sw, ew, gt, ge, lt, le or pr');
  });

  it('does not quote an operand, which may be personal', () => {
    expect(refusal('userName eq "mira@fjordline.example" and').message).not.toContain('mira');
  });
});

describe('a hostile filter stays cheap', () => {
  const nested = (depth: number): string => `${'('.repeat(depth)}a pr${')'.repeat(depth)}`;

  it.each([
    { title: 'brackets', text: nested },
    { title: 'negations', text: (depth: number) => `${'not ('.repeat(depth)}a pr${')'.repeat(depth)}` },
    { title: 'brackets in a value filter', text: (depth: number) => `e[${nested(depth - 1)}]` },
  ])('50 nested $title are accepted, 51 are not', ({ text }) => {
    expect(parseFilter(text(50), openParseContext())).toBeDefined();
    expect(refusal(text(51))).toMatchObject({ code: 'invalidFilter' });
    expect(refusal(text(51)).message).toContain('more than 50 nested brackets');
  });

  it.each([
    { title: '1,000 brackets', text: nested(1_000) },
    { title: '1,000 negations', text: `${'not ('.repeat(1_000)}a pr${')'.repeat(1_000)}` },
    { title: '8,000 brackets that are never closed', text: '('.repeat(8_000) },
    { title: '100 kB of or', text: Array.from({ length: 13_000 }, () => 'a pr').join(' or ') },
    { title: '100 kB of not', text: `${'not ('.repeat(20_000)}a pr` },
    { title: '100 kB of brackets', text: nested(50_000) },
    { title: 'a megabyte of a text', text: `a eq "${'x'.repeat(1_000_000)}"` },
    { title: 'a word of 8,000 characters', text: 'x'.repeat(8_000) },
    { title: 'a value filter in a value filter in a value filter', text: 'e['.repeat(4_000) },
  ])('$title: refused in one line', ({ text }) => {
    const { code, message } = refusal(text);
    expect(code).toBe('invalidFilter');
    expect(message.length).toBeLessThan(200);
    expect(message).toMatch(/more than|is malformed at character/);
  });

  it('accepts as many comparisons as fit into 8,192 characters', () => {
    const many = Array.from({ length: 1_024 }, () => 'a pr').join(' or ');
    expect(parseFilter(many, openParseContext())).toMatchObject({ kind: 'or' });
  });

  it('replaces unstorable characters in an unknown operator', () => {
    expect(refusal('a b\0\ud800 "x"').message).toContain('b\ufffd\ufffd is not an operator');
  });

  it('names the position of a superfluous bracket', () => {
    expect(refusal(nested(60)).message).toContain('at character 52: ');
    expect(refusal('('.repeat(51)).message).toContain('at character 52: ');
  });

  it('does not count brackets in sequence as nested', () => {
    const many = Array.from({ length: 200 }, () => '(a pr)').join(' and ');
    expect(parseFilter(many, openParseContext())).toMatchObject({ kind: 'and' });
  });

  it('accepts 8,192 characters, and not one more', () => {
    const long = (length: number): string => `a eq "${'x'.repeat(length - 7)}"`;
    expect(parseFilter(long(8192), openParseContext())).toMatchObject({ kind: 'compare' });
    expect(refusal(long(8193)).message).toContain('more than 8192 characters');
  });

  it.each([
    { title: 'a path with two dots', text: 'a.b.c eq "x"' },
    { title: 'a malformed value filter', text: 'a[b].c eq "x"' },
    { title: 'the same with quotes in the operand', text: 'a[b].c eq "x"y"' },
    { title: 'many quotes', text: `a.b.c eq "${'"'.repeat(4000)}"` },
    { title: 'many blanks', text: `a eq "x${'" '.repeat(2000)}y` },
  ])('$title is refused at once', ({ text }) => {
    expect(refusal(text).code).toBe('invalidFilter');
  });
});

describe('with a departure switched off', () => {
  it.each([
    { off: 'unquoted-operand', text: 'externalId eq mira' },
    { off: 'unescaped-quotes', text: 'displayName eq "a"b"' },
    { off: 'value-path-compare', text: 'emails[type eq "work"].value eq "x"' },
  ] as const)('$off: $text is refused and nothing is recorded', ({ off, text }) => {
    const context = openParseContext({ off: [off] });
    expect(refusalOf(() => parseFilter(text, context)).code).toBe('invalidFilter');
    expect([...context.departures]).toEqual([]);
  });
});
