import type { ExpressionFunction, Given } from '../expression-function.ts';
import { base64, hex, utf16Bytes, utf8Bytes } from './encode.ts';
import { foldDiacritics, foldDiacriticsByCulture } from './fold-diacritics.ts';
import { randomString } from './random-string.ts';
import { isCulture, lowerCase, properCase, upperCase } from './text-case.ts';

/** The functions that make a text of texts. */
export const textFunctions: readonly ExpressionFunction[] = [
  {
    name: 'Append',
    parameters: [
      { name: 'source', kind: 'text' },
      { name: 'suffix', kind: 'text' },
    ],
    result: 'text',
    says: 'The source followed by the suffix.',
    evaluate: (given) => ofText(given, (text) => text + (given.text(1) ?? '')),
  },
  {
    name: 'Join',
    parameters: [
      { name: 'separator', kind: 'text' },
      { name: 'source', kind: 'list', isRepeated: true },
    ],
    result: 'text',
    says: 'All values of the sources with the separator between them. Sources without a value, and empty ones, are left out.',
    evaluate: (given) =>
      Array.from({ length: given.count - 1 }, (_, nth) => {
        const texts = given.list(nth + 1);
        given.countWork(texts.reduce((sum, text) => sum + text.length, 0));
        return texts;
      })
        .flat()
        .filter((text) => text !== '')
        .join(given.text(0) ?? ''),
  },
  {
    name: 'Left',
    parameters: [
      { name: 'String', kind: 'text' },
      { name: 'NumChars', kind: 'integer' },
    ],
    result: 'text',
    says: 'The first characters. A negative number gives the whole text; no value gives the empty text.',
    evaluate: (given) => {
      const text = given.text(0) ?? '';
      const length = number(given, 1);
      return length < 0 ? text : text.slice(0, length);
    },
  },
  {
    name: 'Mid',
    parameters: [
      { name: 'source', kind: 'text' },
      { name: 'start', kind: 'integer' },
      { name: 'length', kind: 'integer' },
    ],
    result: 'text',
    says: 'So many characters from a position that counts from 1.',
    evaluate: (given) =>
      ofText(given, (text) => {
        const start = number(given, 1);
        const length = Math.max(number(given, 2), 0);
        return start < 1 ? '' : text.slice(start - 1, start - 1 + length);
      }),
  },
  {
    name: 'Len',
    parameters: [{ name: 'source', kind: 'text' }],
    result: 'integer',
    says: 'How many characters the text has.',
    evaluate: (given) => String((given.text(0) ?? '').length),
  },
  {
    name: 'InStr',
    parameters: [
      { name: 'value1', kind: 'text' },
      { name: 'value2', kind: 'text' },
      { name: 'start', kind: 'integer', isOptional: true },
      { name: 'compareType', kind: 'compareType', isOptional: true },
    ],
    result: 'integer',
    says: 'The position of the second text in the first, from 1; 0 if it is not there.',
    evaluate: inStr,
  },
  {
    name: 'StripSpaces',
    parameters: [{ name: 'source', kind: 'text' }],
    result: 'text',
    says: 'The text without its spaces. Other blanks stay.',
    evaluate: (given) => ofText(given, (text) => text.replaceAll(' ', '')),
  },
  {
    name: 'ToLower',
    parameters: [
      { name: 'source', kind: 'text' },
      { name: 'culture', kind: 'text', isOptional: true },
    ],
    result: 'text',
    says: 'The text in lower case, by the rules of a culture such as tr-TR.',
    evaluate: (given) => ofText(given, (text) => lowerCase(text, cultureAt(given, 1))),
  },
  {
    name: 'ToUpper',
    parameters: [
      { name: 'source', kind: 'text' },
      { name: 'culture', kind: 'text', isOptional: true },
    ],
    result: 'text',
    says: 'The text in upper case, by the rules of a culture such as tr-TR.',
    evaluate: (given) => ofText(given, (text) => upperCase(text, cultureAt(given, 1))),
  },
  {
    name: 'PCase',
    parameters: [
      { name: 'source', kind: 'text' },
      { name: 'wordSeparators', kind: 'text', isOptional: true },
    ],
    result: 'text',
    says: 'The first letter of each word in upper case, the others in lower case.',
    evaluate: (given) => ofText(given, (text) => properCase(text, given.text(1))),
  },
  {
    name: 'NormalizeDiacritics',
    parameters: [{ name: 'source', kind: 'text' }],
    result: 'text',
    says: 'The text with plain Latin letters for those with marks.',
    evaluate: (given) => ofText(given, foldDiacritics),
  },
  {
    name: 'NormalizeDiacriticsByCulture',
    parameters: [
      { name: 'source', kind: 'text' },
      { name: 'culture', kind: 'text', isOptional: true },
    ],
    result: 'text',
    says: 'The text with plain Latin letters, by the rules of a culture: in German ae for ä.',
    evaluate: (given) => ofText(given, (text) => foldDiacriticsByCulture(text, cultureAt(given, 1) ?? '')),
  },
  {
    name: 'Word',
    parameters: [
      { name: 'String', kind: 'text' },
      { name: 'WordNumber', kind: 'integer' },
      { name: 'Delimiters', kind: 'text' },
    ],
    result: 'text',
    says: 'The word with this number, from 1; each character of the delimiters ends a word. Empty if there is none.',
    evaluate: (given) => {
      const delimiters = given.text(2) ?? '';
      const words = Array.from(given.text(0) ?? '')
        .map((char) => (delimiters.includes(char) ? '\0' : char))
        .join('')
        .split('\0')
        .filter((word) => word !== '');
      return words[number(given, 1) - 1] ?? '';
    },
  },
  {
    name: 'ConvertToBase64',
    parameters: [{ name: 'source', kind: 'text' }],
    result: 'text',
    says: 'The text in UTF-16 (low byte first), as Base64.',
    evaluate: (given) => ofText(given, (text) => base64(utf16Bytes(text))),
  },
  {
    name: 'ConvertToUTF8Hex',
    parameters: [{ name: 'source', kind: 'text' }],
    result: 'text',
    says: 'The text in UTF-8, as hexadecimal digits.',
    evaluate: (given) => ofText(given, (text) => hex(utf8Bytes(text))),
  },
  {
    name: 'CStr',
    parameters: [{ name: 'value', kind: 'text' }],
    result: 'text',
    says: 'A number, a reference or a boolean as text.',
    evaluate: (given) => given.text(0),
  },
  {
    name: 'Redact',
    parameters: [{ name: 'value', kind: 'any' }],
    result: 'any',
    says: 'The same value, which logs do not show.',
    evaluate: (given) => {
      given.redact();
      return given.value(0);
    },
  },
  {
    name: 'Guid',
    parameters: [],
    result: 'text',
    says: 'A new random GUID.',
    evaluate: ({ context }) => context.guid(),
  },
  {
    name: 'RandomString',
    parameters: [
      { name: 'Length', kind: 'integer' },
      { name: 'MinimumNumbers', kind: 'integer' },
      { name: 'MinimumSpecialCharacters', kind: 'integer' },
      { name: 'MinimumCapital', kind: 'integer' },
      { name: 'MinimumLowerCase', kind: 'integer' },
      { name: 'CharactersToAvoid', kind: 'text', isOptional: true },
    ],
    result: 'text',
    says: 'A random text of at most 256 characters with at least so many of each kind.',
    evaluate: randomString,
  },
  {
    name: 'DefaultDomain',
    parameters: [],
    result: 'text',
    says: "The tenant's default domain.",
    evaluate: ({ context }) => context.defaultDomain,
  },
];

/** Null for no value, otherwise what is made of the first argument. */
function ofText(given: Given, make: (text: string) => string): string | null {
  const text = given.text(0);
  return text === null ? null : make(text);
}

/** An integer that must be there. */
function number(given: Given, nth: number): number {
  return Number(given.integer(nth) ?? given.fail(nth, { expected: 'an integer', found: 'no value' }));
}

function cultureAt(given: Given, nth: number): string | undefined {
  const culture = given.text(nth) ?? '';
  if (culture === '') return undefined;
  if (!isCulture(culture)) given.fail(nth, { expected: 'a culture, such as tr-TR', found: 'another text' });
  return culture;
}

function inStr(given: Given): string {
  const fold = (text: string): string =>
    given.has(3) && given.compareType(3) === 'vbTextCompare' ? lowerCase(text) : text;
  const start = given.has(2) ? number(given, 2) : 1;
  if (start < 1) given.fail(2, { expected: 'a position from 1', found: 'a smaller one' });
  return String(fold(given.text(0) ?? '').indexOf(fold(given.text(1) ?? ''), start - 1) + 1);
}
