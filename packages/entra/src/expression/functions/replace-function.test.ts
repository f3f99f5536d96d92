import { describe, expect, it } from 'vitest';
import { errorOf, evaluated, type Person } from '../evaluated.fixture.ts';

const pattern = (text: string): string => text.replaceAll('\\', '\\\\');

describe('Replace', () => {
  it.each<{ text: string; person: Person; gives: string | null; why: string }>([
    {
      text: 'Replace([mail], "@fjordline.example", , , "", , )',
      person: { mail: 'mira@fjordline.example' },
      gives: 'mira',
      why: 'a text is replaced',
    },
    {
      text: 'Replace([a], "x", , , "yy", , )',
      person: { a: 'xaxX' },
      gives: 'yyayyX',
      why: 'everywhere, in its case',
    },
    {
      text: 'Replace([a], "$&", , , "$&$&", , )',
      person: { a: '$&' },
      gives: '$&$&',
      why: 'signs are inert',
    },
    { text: 'Replace([a], "x", , , "y", , )', person: {}, gives: null, why: 'no value stays none' },
    {
      text: 'Replace([employeeId], "#", , , , , "EMP-#")',
      person: { employeeId: '20417' },
      gives: 'EMP-20417',
      why: 'the source is put into a template',
    },
    {
      text: 'Replace([mobile], , "[^0-9+]", , "", , )',
      person: { mobile: '+47 900 00 000' },
      gives: '+4790000000',
      why: 'matches of a pattern are replaced',
    },
    {
      text: `Replace([a], , "${pattern('(?<first>\\w+) (\\w+)')}", , "$1, \${first}", , )`,
      person: { a: 'Mira Rao' },
      gives: 'Rao, Mira',
      why: 'by groups; those with a name count last',
    },
    {
      text: 'Replace([a], , "b", , "$$[$&$9]", , )',
      person: { a: 'abc' },
      gives: 'a$[b$9]c',
      why: 'other signs',
    },
    {
      text: 'Replace([a], , "z", , "", , )',
      person: { a: 'abc' },
      gives: 'abc',
      why: 'without a match it stays',
    },
    { text: 'Replace([a], , "x*", , "-", , )', person: { a: 'ab' }, gives: '-a-b-', why: 'empty matches' },
    {
      text: `Replace([name], , "${pattern('(?<tag>\\s*\\(contractor\\))')}", "tag", "", , )`,
      person: { name: 'Rao, Mira (contractor)' },
      gives: 'Rao, Mira',
      why: 'a group is replaced',
    },
    {
      text: `Replace([a], , "x(?<n>${pattern('\\d')})y", "n", "#", , )`,
      person: { a: 'x1y x2y 3' },
      gives: 'x#y x#y 3',
      why: 'and only the group',
    },
    ...[
      { phone: null, gives: '90000000', why: 'a part of another attribute for no value' },
      { phone: '', gives: '90000000', why: 'or for the empty text' },
      { phone: '55000000', gives: '55000000', why: 'but a value stays' },
    ].map(({ phone, gives, why }) => ({
      text: `Replace([phone], , "(?<nr>${pattern('\\d{8}')})$", "nr", , [mobile], )`,
      person: { phone, mobile: '+4790000000' },
      gives,
      why,
    })),
    {
      text: 'Replace([phone], , "(?<nr>x)", "nr", , [mobile], )',
      person: { mobile: '1' },
      gives: null,
      why: 'no match is no value',
    },
  ])('$why: $text', ({ text, person, gives }) => {
    expect(evaluated(text, person)).toBe(gives);
  });

  it.each([
    { text: 'Replace([a], "", , , "x", , )', at: 13, expected: 'a text to replace' },
    { text: 'Replace([a], , "(?<b>a)", "c", "", , )', at: 26, expected: 'the name of a group' },
    { text: 'Replace([a], , [b], , "", , )', at: 15, expected: 'a ) that closes the group' },
  ])('$text fails', ({ text, at, expected }) => {
    const error = errorOf(() => evaluated(text, { a: 'a', b: '(' }));
    expect(error).toMatchObject({ code: 'value', offset: at });
    expect(error.expected).toContain(expected);
  });

  it.each([
    { why: 'a result that grows', text: 'Replace([a], "a", , , [a], , )' },
    { why: 'a replacement that repeats the text', text: 'Replace([a], , "a", , "$_", , )' },
    { why: 'a pattern that looks to the end for each match', text: 'Replace([a], , "a*b|a", , "", , )' },
  ])('stops $why', ({ text }) => {
    expect(errorOf(() => evaluated(text, { a: 'a'.repeat(50_000) }))).toMatchObject({ code: 'limit' });
  });
});
