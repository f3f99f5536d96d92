import { describe, expect, it } from 'vitest';
import { refusalOf } from '../refusal.fixture.ts';
import { tokenize } from './tokenize.ts';

describe('a filter is split into tokens', () => {
  it.each<{ text: string; tokens: [kind: string, text: string, offset: number][]; why: string }>([
    { text: '', tokens: [], why: 'nothing' },
    { text: ' \t\n', tokens: [], why: 'only blanks' },
    {
      text: 'userName eq "ada"',
      tokens: [
        ['word', 'userName', 0],
        ['word', 'eq', 9],
        ['string', 'ada', 12],
      ],
      why: 'offsets count from the start of the text',
    },
    {
      text: '  (a[b]) ',
      tokens: [
        ['(', '(', 2],
        ['word', 'a', 3],
        ['[', '[', 4],
        ['word', 'b', 5],
        [']', ']', 6],
        [')', ')', 7],
      ],
      why: 'brackets need no blanks around them',
    },
    {
      text: 'a eq"b"c',
      tokens: [
        ['word', 'a', 0],
        ['word', 'eq', 2],
        ['string', 'b', 4],
        ['word', 'c', 7],
      ],
      why: 'quotes need none either (AMB-46)',
    },
    {
      text: 'emails[type eq "work"].value',
      tokens: [
        ['word', 'emails', 0],
        ['[', '[', 6],
        ['word', 'type', 7],
        ['word', 'eq', 12],
        ['string', 'work', 15],
        [']', ']', 21],
        ['word', '.value', 22],
      ],
      why: 'what follows a value filter is a word',
    },
    { text: '"a\\"b\\\\c"', tokens: [['string', 'a"b\\c', 0]], why: 'escapes are decoded' },
    { text: '"\\u00e9\\n"', tokens: [['string', 'é\n', 0]], why: 'every escape of JSON' },
    { text: '"(a] and \'b\'"', tokens: [['string', "(a] and 'b'", 0]], why: 'quoted text is inert' },
    { text: '""', tokens: [['string', '', 0]], why: 'the empty string' },
    { text: '"\u2028"', tokens: [['string', '\u2028', 0]], why: 'a line separator is a JSON character' },
    {
      text: 'urn:ietf:params:scim:schemas:core:2.0:User:userName',
      tokens: [['word', 'urn:ietf:params:scim:schemas:core:2.0:User:userName', 0]],
      why: 'a URN is one word',
    },
  ])('$text: $why', ({ text, tokens }) => {
    expect(tokenize(text)).toEqual(tokens.map(([kind, text, offset]) => ({ kind, text, offset })));
  });
});

describe('a malformed token is refused with its position, counted from 1', () => {
  it.each([
    { text: 'userName eq "ada', at: 13, problem: 'a quote is not closed' },
    { text: '"', at: 1, problem: 'a quote is not closed' },
    { text: 'a eq "x\\"', at: 6, problem: 'a quote is not closed' },
    { text: 'a eq   "x', at: 8, problem: 'a quote is not closed' },
    { text: 'a eq "\\x"', at: 6, problem: 'JSON does not allow' },
    { text: 'a eq "b" and c eq "\n"', at: 19, problem: 'JSON does not allow' },
    { text: 'a eq "\\u12"', at: 6, problem: 'JSON does not allow' },
  ])('$text at $at: $problem', ({ text, at, problem }) => {
    const { code, message } = refusalOf(() => tokenize(text));
    expect(code).toBe('invalidFilter');
    expect(message).toContain(`at character ${at}: `);
    expect(message).toContain(problem);
  });
});
