import { describe, expect, it } from 'vitest';
import { errorOf } from './evaluated.fixture.ts';
import { parseExpression } from './parse-expression.ts';
import { printExpression } from './print-expression.ts';
import { showExpressionError } from './show-expression-error.ts';
import type { ValueKind } from './value-kind.ts';

describe('an expression is parsed', () => {
  it.each<{ text: string; printed: string; why: string }>([
    { text: '[mail]', printed: '[mail]', why: 'an attribute alone' },
    { text: 'Now( )', printed: 'Now()', why: 'a function without arguments' },
    { text: 'ToLower ( [mail],\n "tr-TR" )', printed: 'ToLower([mail], "tr-TR")', why: 'blanks anywhere' },
    { text: 'Mid([a],1,"8")', printed: 'Mid([a], 1, "8")', why: 'integers with or without quotes' },
    {
      text: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
      printed: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
      why: 'an argument that is left out',
    },
    {
      text: 'Replace([m], , "[^0-9+]", , "", , )',
      printed: 'Replace([m], , "[^0-9+]", , "", ,)',
      why: 'an empty last argument',
    },
    { text: String.raw`Append([a], "\\\"")`, printed: String.raw`Append([a], "\\\"")`, why: 'escapes' },
    { text: 'IIF([a]<>"b","c","d")', printed: 'IIF([a] <> "b", "c", "d")', why: 'a comparison' },
    { text: 'BitAnd(&H1f,-2)', printed: 'BitAnd(&H1f, -2)', why: 'hexadecimal and negative integers' },
    {
      text: 'InStr([a],"b",1,vbTextCompare)',
      printed: 'InStr([a], "b", 1, vbTextCompare)',
      why: 'a kind of comparison',
    },
  ])('$why: $text', ({ text, printed }) => {
    expect(printExpression(parseExpression(text))).toBe(printed);
  });
});

describe('a mistake is shown at its character', () => {
  it.each<{ text: string; at: number; expected: string; found: string }>([
    { text: '', at: 0, expected: 'a function or an [attribute]', found: 'the end of the expression' },
    { text: '"Oslo"', at: 0, expected: 'a function or an [attribute]', found: '"""' },
    { text: 'mail', at: 4, expected: 'a ( after mail', found: 'the end of the expression' },
    { text: '[mail', at: 5, expected: 'a ] that closes the attribute', found: 'the end of the expression' },
    { text: 'Left([mail, 4)', at: 10, expected: 'a ] that closes the attribute', found: '","' },
    { text: 'CStr([])', at: 6, expected: 'the name of an attribute', found: 'none' },
    { text: 'ToLower([mail]', at: 14, expected: '"," or ")"', found: 'the end of the expression' },
    { text: 'ToLower([mail]))', at: 15, expected: 'the end of the expression', found: '")"' },
    { text: 'ToLower([mail] [a])', at: 15, expected: '"," or ")"', found: '"["' },
    { text: 'CStr("a)', at: 8, expected: 'a " that closes the text from character 6', found: 'the end' },
    { text: String.raw`CStr("a\d")`, at: 7, expected: String.raw`\\ or \"`, found: 'a backslash before "d"' },
    { text: 'CStr(-)', at: 6, expected: 'a digit after -', found: '")"' },
    { text: 'CStr(&H)', at: 7, expected: 'a digit after &H', found: '")"' },
    { text: 'CStr([a] & "b")', at: 9, expected: 'a function, an [attribute]', found: 'the character "&"' },
    { text: 'CStr(😀)', at: 5, expected: 'a function, an [attribute]', found: '"😀"' },
    { text: 'CStr(\0)', at: 5, expected: 'a function, an [attribute]', found: 'U+0000' },
    { text: 'CBool([a] = )', at: 12, expected: 'a function, an [attribute]', found: '")"' },
    { text: 'CBool([a] = "b" = "c")', at: 16, expected: '"," or ")"', found: '"="' },
    { text: 'tolower([mail])', at: 0, expected: 'ToLower, in these letters', found: 'tolower' },
    { text: 'Trim([mail])', at: 0, expected: 'a function that Entra documents', found: 'Trim' },
    { text: 'Mid([a], 1)', at: 0, expected: 'Mid(source, start, length)', found: '2 arguments' },
    { text: 'Not([a], [b])', at: 9, expected: 'Not(source)', found: '2 arguments' },
    { text: 'CStr()', at: 0, expected: 'CStr(value)', found: '0 arguments' },
    {
      text: 'Switch([a], "b", "c")',
      at: 0,
      expected: 'Switch(source, defaultValue?, key, value, …)',
      found: '3',
    },
    { text: 'Switch([a], , "b", "c", "d")', at: 24, expected: 'Switch(', found: '5 arguments' },
    { text: 'Left([a], )', at: 10, expected: 'an integer for NumChars', found: 'nothing' },
    { text: 'Left([a], "four")', at: 10, expected: 'an integer for NumChars', found: 'another text' },
    { text: 'Left([a], Now())', at: 10, expected: 'an integer for NumChars', found: 'a date' },
    { text: 'Left([a], 9223372036854775808)', at: 10, expected: 'of at most 64 bits', found: 'a larger one' },
    { text: 'ToLower(Split([a], ","))', at: 8, expected: 'a single text for source', found: 'a list' },
    { text: 'CDate("soon")', at: 6, expected: 'a date for expression', found: 'another text' },
    { text: 'DateAdd("q", 1, Now())', at: 8, expected: 'one of "yyyy", "m"', found: 'another text' },
    { text: 'CStr([a] = "b")', at: 5, expected: 'a single text for value', found: 'a comparison' },
    { text: 'IIF(vbTextCompare, "a", "b")', at: 4, expected: 'a condition', found: 'a word of InStr' },
    { text: 'InStr([a], "b", , "x")', at: 18, expected: 'vbTextCompare or', found: 'a text' },
    { text: 'Replace([a], , "b", "c", , "d", )', at: 27, expected: 'an [attribute]', found: 'a text' },
    { text: 'Replace([a])', at: 0, expected: 'oldValue with replacementValue', found: 'other arguments' },
    { text: 'Replace([a], , "(b", , "", , )', at: 15, expected: 'a ) that closes', found: 'character 3' },
    { text: 'Replace([a], , "(?=b)", , "", , )', at: 15, expected: 'bounded time', found: 'a lookahead' },
    { text: 'CStr(IgnoreFlowIfNullOrEmpty([a]))', at: 5, expected: 'around the whole', found: 'inside' },
    { text: 'SingleAppRoleAssignment("a")', at: 24, expected: '[appRoleAssignments]', found: 'a text' },
    { text: 'CStr(AppRoleAssignmentsComplex([a]))', at: 5, expected: 'a single text', found: 'app roles' },
  ])('$text: expected $expected, found $found', ({ text, at, expected, found }) => {
    const error = errorOf(() => parseExpression(text));
    expect(error.offset).toBe(at);
    expect(error.expected).toContain(expected);
    expect(error.found).toContain(found);
    expect(error.message).toBe(`Character ${at + 1}: expected ${error.expected}, but found ${error.found}.`);
  });

  it('has a limit of length and of depth', () => {
    expect(errorOf(() => parseExpression(`[${'a'.repeat(10_000)}]`))).toMatchObject({ code: 'limit' });
    expect(parseExpression(`${'CStr('.repeat(50)}[a]${')'.repeat(50)}`).root.kind).toBe('call');
    expect(errorOf(() => parseExpression('CStr('.repeat(51)))).toMatchObject({ code: 'limit', offset: 250 });
  });
});

describe('if the attributes are known', () => {
  const known = new Map<string, ValueKind>([
    ['mail', 'text'],
    ['otherMails', 'list'],
  ]);

  it.each([
    { text: 'ToLower([Mail])', at: 8, expected: '[mail], in these letters' },
    { text: 'ToLower([fax])', at: 8, expected: 'an attribute of the source' },
    { text: 'ToLower([otherMails])', at: 8, expected: 'a single text for source' },
  ])('$text is an error', ({ text, at, expected }) => {
    expect(errorOf(() => parseExpression(text, known))).toMatchObject({
      code: 'types',
      offset: at,
      expected,
    });
  });

  it('an expression of them is none', () => {
    expect(parseExpression('Coalesce([mail], Item([otherMails], 1))', known).root.kind).toBe('call');
  });
});

describe('an error is shown with a caret below the character', () => {
  const shown = (text: string): string[] =>
    showExpressionError(
      text,
      errorOf(() => parseExpression(text)),
    ).split('\n');

  it('at the end of the text', () => {
    expect(shown('ToLower([mail]')).toEqual([
      'ToLower([mail]',
      '              ^',
      'Character 15: expected "," or ")", but found the end of the expression.',
    ]);
  });

  it('in its line, with one column for a tab', () => {
    expect(shown('Join(" ",\n\t[a] [b],\n[c])').slice(0, 2)).toEqual([' [a] [b],', '     ^']);
  });

  it('in the part of a long line that is around it', () => {
    const [line = '', caret = ''] = shown(`Append([a], ${' '.repeat(80)}[b] [c], ${' '.repeat(80)}[d])`);
    expect(line.startsWith('…') && line.endsWith('…')).toBe(true);
    expect(line.slice(caret.length - 1)).toMatch(/^\[c\]/);
    expect(line.length).toBeLessThan(110);
  });
});
