import { describe, expect, it } from 'vitest';
import { errorOf, evaluated, outcomeOf, openContext, type Person } from '../evaluated.fixture.ts';
import type { ExpressionValue } from '../value.ts';

interface Case {
  readonly text: string;
  readonly person?: Person;
  readonly gives: ExpressionValue;
  readonly why: string;
}

const mira: Person = { mailNickname: 'rnair', city: 'Bergen', country: 'NO', empty: '' };

describe('text', () => {
  it.each<Case>([
    { text: 'Append([mailNickname], "-ext")', gives: 'rnair-ext', why: 'a suffix is appended' },
    { text: 'Append([none], "-ext")', gives: null, why: 'to no value nothing is appended' },
    { text: 'Append([mailNickname], [none])', gives: 'rnair', why: 'no value appends nothing' },
    { text: 'Join("/", [country], [city])', gives: 'NO/Bergen', why: 'values are joined' },
    { text: 'Join("/", [country], [none])', gives: 'NO', why: 'a source without a value is left out' },
    { text: 'Join("/", "", [country], [empty])', gives: 'NO', why: 'an empty source is left out' },
    { text: 'Join("", 1000, [country])', gives: '1000NO', why: 'an integer is joined' },
    {
      text: 'Join(";", [mails], "c")',
      person: { mails: ['a', 'b'] },
      gives: 'a;b;c',
      why: 'each value of a list is joined',
    },
    { text: 'Join("/", [none])', gives: '', why: 'nothing joined is the empty text' },
    { text: 'Left("Bergen", 4)', gives: 'Berg', why: 'the first characters' },
    { text: 'Left("Bergen", 0)', gives: '', why: 'no characters' },
    { text: 'Left("Bergen", -1)', gives: 'Bergen', why: 'all for a negative number' },
    { text: 'Left("Bergen", 10)', gives: 'Bergen', why: 'all for a larger number' },
    { text: 'Left([none], 4)', gives: '', why: 'the empty text for no value' },
    { text: 'Mid("Bergen", 3, 10)', gives: 'rgen', why: 'a length that is too large is cut' },
    { text: 'Mid("Bergen", "3", "2")', gives: 'rg', why: 'integers in quotes' },
    { text: 'Mid("Bergen", 0, 2)', gives: '', why: 'nothing before the first character' },
    { text: 'Mid("Bergen", 7, 2)', gives: '', why: 'nothing behind the last one' },
    { text: 'Len("Bergen")', gives: '6', why: 'characters are counted' },
    { text: 'InStr("Northwind-Labs", "Labs")', gives: '11', why: 'a position counts from 1' },
    { text: 'InStr("Northwind-Labs", "labs")', gives: '0', why: 'case matters, and 0 is not found' },
    { text: 'InStr("Northwind-Labs", "labs", , vbTextCompare)', gives: '11', why: 'case can be ignored' },
    { text: 'InStr("abab", "a", 2, vbBinaryCompare)', gives: '3', why: 'from a position' },
    { text: 'StripSpaces("12 34\u00a05")', gives: '1234\u00a05', why: 'only spaces are deleted' },
    { text: 'ToLower("ÅSA@X.EXAMPLE")', gives: 'åsa@x.example', why: 'lower case' },
    { text: 'ToUpper("straße i")', gives: 'STRAßE I', why: 'ß stays, as in .NET' },
    { text: 'ToUpper("ıi", "tr-TR")', gives: 'Iİ', why: 'upper case in Turkish' },
    { text: 'ToUpper("ıi")', gives: 'ıI', why: 'the invariant culture leaves ı' },
    { text: 'ToLower("IİΣ")', gives: 'iİσ', why: 'and İ, and knows no final sigma' },
    { text: 'PCase("mira o\'rao-lund", " -")', gives: "Mira O'rao-Lund", why: 'words by separators' },
    { text: 'PCase("mira o\'rao-lund", " \'-")', gives: "Mira O'Rao-Lund", why: 'an apostrophe as one' },
    { text: 'PCase("mira o\'rao-lund")', gives: "Mira O'rao-Lund", why: 'words as .NET ends them' },
    { text: 'PCase("MIRA O\'RAO")', gives: "Mira O'rao", why: 'capitals become small first' },
    { text: 'PCase("mira o’rao")', gives: 'Mira O’Rao', why: 'a typographic apostrophe ends a word' },
    { text: 'PCase("abc3def")', gives: 'Abc3def', why: 'a digit ends no word' },
    { text: 'PCase("3abc")', gives: '3Abc', why: 'and begins none' },
    { text: 'PCase("a.b_c/d")', gives: 'A.B_C/D', why: 'punctuation ends one' },
    { text: 'PCase("ijsbrand")', gives: 'Ijsbrand', why: 'without Dutch rules' },
    { text: 'NormalizeDiacritics("Søren Åkesson")', gives: 'Soeren Akesson', why: 'marks are taken away' },
    { text: 'NormalizeDiacritics("Łukasz Weiß")', gives: 'Lukasz Weiss', why: 'two letters for one' },
    { text: 'NormalizeDiacritics("Đorđe")', gives: 'Đorđe', why: 'what is not in the table stays' },
    { text: 'NormalizeDiacritics("Lœvenbruck")', gives: 'Loevenbruck', why: 'a ligature' },
    { text: 'NormalizeDiacritics("Müller ÆØÅ İı")', gives: 'Muller AEOEA Ii', why: 'ü is u, not ue' },
    { text: 'NormalizeDiacritics("a\u030ao\u0304ø\u0304")', gives: 'aooe', why: 'marks of their own' },
    { text: 'NormalizeDiacritics("Иван й")', gives: 'Иван й', why: 'other scripts stay' },
    { text: 'NormalizeDiacriticsByCulture("Müller", "de-DE")', gives: 'Mueller', why: 'ü is ue in German' },
    { text: 'NormalizeDiacriticsByCulture("Müller")', gives: 'Muller', why: 'and u otherwise' },
    { text: 'Word("Bergen|Oslo;Tromso", 2, "|;")', gives: 'Oslo', why: 'each delimiter ends a word' },
    { text: 'Word("Bergen||Oslo", 2, "|")', gives: 'Oslo', why: 'empty words do not count' },
    { text: 'Word("Bergen", 2, "|")', gives: '', why: 'too few words' },
    { text: 'Word("Bergen", 0, "|")', gives: '', why: 'words count from 1' },
    { text: 'Word([none], 1, "|")', gives: '', why: 'no value has no words' },
    { text: 'ConvertToBase64("Hi Å")', gives: 'SABpACAAxQA=', why: 'UTF-16 as Base64' },
    { text: 'ConvertToBase64("ab")', gives: 'YQBiAA==', why: 'two letters of padding' },
    { text: 'ConvertToUTF8Hex("Hi Å")', gives: '486920C385', why: 'UTF-8 in hexadecimal' },
    { text: 'ConvertToUTF8Hex("€😀")', gives: 'E282ACF09F9880', why: 'three and four bytes' },
    { text: 'CStr([level])', person: { level: '7' }, gives: '7', why: 'an integer as text' },
    { text: 'CStr(&HF)', gives: '15', why: 'a hexadecimal one in decimal' },
    { text: 'Guid()', gives: '3d0c6c1e-5e0b-4a57-9d43-0f3c1c3a7f22', why: 'from the context' },
    {
      text: 'Join("@", [mailNickname], DefaultDomain())',
      gives: 'rnair@fjordline.example',
      why: 'the domain of the tenant',
    },
    {
      text: 'Join("", 1000, Replace(ConvertToUTF8Hex([objectId]), , "[a-zA-Z_]*", , "", , ))',
      person: { objectId: '3d0c6c1e-5e0b-4a57-9d43-0f3c1c3a7f22' },
      gives: '100033643063366331652356530622346135372396434332306633633163336137663232',
      why: 'a number of an object id',
    },
    {
      text: 'Join("", 1000, Replace(ConvertToUTF8Hex([objectId]), , "[a-zA-Z_]*", , "", , ))',
      person: { objectId: '00aa00aa-bb11-cc22-dd33-44ee44ee44ee' },
      gives: '100030306161303061612626231312636332322646433332343465653434656534346565',
      why: 'another one',
    },
  ])('$why: $text', ({ text, person = mira, gives }) => {
    expect(evaluated(text, person)).toEqual(gives);
  });

  it('Guid is asked once for each time it is written', () => {
    let count = 0;
    const context = openContext({ guid: () => `guid-${(count += 1)}` });
    expect(evaluated('Join(" ", Guid(), Guid())', {}, context)).toBe('guid-1 guid-2');
  });

  it('Redact marks the value for logs and leaves it as it is', () => {
    expect(outcomeOf('Redact([mobile])', { mobile: '1' })).toEqual({
      kind: 'value',
      value: '1',
      isRedacted: true,
    });
    expect(outcomeOf('Append(Redact([mobile]), "2")', { mobile: '1' })).toMatchObject({ isRedacted: true });
    expect(outcomeOf('CStr([mobile])', { mobile: '1' })).toMatchObject({ isRedacted: false });
  });

  it.each([
    { text: 'Left([city], [city])', at: 13, expected: 'an integer' },
    { text: 'Left([city], [none])', at: 13, expected: 'an integer' },
    { text: 'ToLower([city], "no such culture")', at: 16, expected: 'a culture' },
    { text: 'ToLower([mails])', at: 8, expected: 'one value' },
    { text: 'InStr([city], "g", 0)', at: 19, expected: 'a position from 1' },
  ])('$text fails at the argument, and does not show a value', ({ text, at, expected }) => {
    const error = errorOf(() => evaluated(text, { ...mira, mails: ['a@x', 'b@x'] }));
    expect(error).toMatchObject({ code: 'value', offset: at });
    expect(error.expected).toContain(expected);
    expect(error.message).not.toMatch(/Bergen|@x/);
  });
});

describe('RandomString', () => {
  it('has its length and at least so many characters of each kind', () => {
    const context = openContext();
    for (let run = 0; run < 50; run += 1) {
      const text = String(evaluated('RandomString(12, 3, 2, 2, 2, "0O")', {}, context));
      expect(text).toHaveLength(12);
      expect(text.replace(/\D/g, '').length).toBeGreaterThanOrEqual(3);
      expect(text.replace(/[A-Za-z0-9]/g, '').length).toBeGreaterThanOrEqual(2);
      expect(text.replace(/[^A-Z]/g, '').length).toBeGreaterThanOrEqual(2);
      expect(text.replace(/[^a-z]/g, '').length).toBeGreaterThanOrEqual(2);
      expect(text).not.toMatch(/[0O]/);
    }
  });

  it('has what is asked for at any place', () => {
    const context = openContext();
    const places = Array.from({ length: 50 }, () =>
      String(evaluated('RandomString(4, 1, 0, 0, 3)', {}, context)).search(/\d/),
    );
    expect([...new Set(places)].toSorted()).toEqual([0, 1, 2, 3]);
  });

  it.each([
    { text: 'RandomString(257, 0, 0, 0, 0)', at: 13 },
    { text: 'RandomString(8, 3, 3, 3, 0)', at: 13 },
    { text: 'RandomString(8, -1, 0, 0, 0)', at: 16 },
    { text: 'RandomString(8, 1, 0, 0, 0, "0123456789")', at: 28 },
  ])('$text is refused', ({ text, at }) => {
    expect(errorOf(() => evaluated(text))).toMatchObject({ code: 'value', offset: at });
  });
});
