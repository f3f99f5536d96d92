import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { ScimError } from '../error.ts';
import { parseAttributePath } from '../path/parse.ts';
import { anyFilter } from './filters.fixture.ts';
import { parseValuePath } from './parse-value-path.ts';
import { parseFilter } from './parse.ts';
import { printFilter } from './print.ts';

describe('a filter is printed', () => {
  it.each([
    { text: 'USERNAME EQ "ada"', as: 'USERNAME eq "ada"', why: 'operators in lower case' },
    { text: 'a  eq"b"', as: 'a eq "b"', why: 'single blanks' },
    { text: 'a eq mira', as: 'a eq "mira"', why: 'strings quoted' },
    { text: 'a eq "x"y"', as: 'a eq "x\\"y"', why: 'strings escaped' },
    { text: 'a EQ 1.50', as: 'a eq 1.5', why: 'numbers as in JSON' },
    { text: 'a eq null', as: 'a eq null', why: 'null' },
    { text: '(((a pr)))', as: 'a pr', why: 'no unnecessary brackets' },
    { text: '(a pr and b pr) or c pr', as: 'a pr and b pr or c pr', why: 'and binds before or' },
    {
      text: '(a pr or b pr) and c pr',
      as: '(a pr or b pr) and c pr',
      why: 'so the brackets are necessary here',
    },
    {
      text: 'a pr and (b pr and c pr)',
      as: 'a pr and (b pr and c pr)',
      why: 'and here, to keep the order of operators',
    },
    { text: 'a pr or (b pr or c pr)', as: 'a pr or (b pr or c pr)', why: 'and here' },
    { text: 'a pr or (b pr and c pr)', as: 'a pr or b pr and c pr', why: 'but not here' },
    { text: 'NOT(a pr)', as: 'not (a pr)', why: 'not with its brackets' },
    { text: 'e[ a pr ]', as: 'e[a pr]', why: 'a value filter' },
    { text: 'e[a pr].b eq "x"', as: 'e[a pr and b eq "x"]', why: 'the meaning, not the spelling of Entra' },
  ])('$text as $as: $why', ({ text, as }) => {
    expect(printFilter(parseFilter(text, openParseContext()))).toBe(as);
  });
});

describe('laws', () => {
  it('parsing a printed filter gives the same filter, without a departure', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const context = openParseContext();
        expect(parseFilter(printFilter(filter), context)).toEqual(filter);
        expect([...context.departures]).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  const fragments = fc.constantFrom(
    ...'a|name.b|.c|.|urn:x:y| |  |eq| eq |pr| pr |and| and | or |not|not (|(|)|[|]|"|\\|"x"|"\\u|1|1e999'.split(
      '|',
    ),
    ...`true|null|'|\0|\n|😀`.split('|'),
  );
  const junk = fc.oneof(
    fc.string(),
    fc.string({ unit: fragments, maxLength: 20 }),
    fc.tuple(anyFilter, fc.nat(), fragments).map(([filter, at, text]) => {
      const whole = printFilter(filter);
      const cut = at % (whole.length + 1);
      return whole.slice(0, cut) + text + whole.slice(cut + text.length);
    }),
  );
  const refusesOnly = (read: (text: string) => unknown) => (text: string) => {
    try {
      read(text);
    } catch (error) {
      expect(error).toBeInstanceOf(ScimError);
    }
  };

  it.each<{ title: string; read: (text: string) => unknown }>([
    { title: 'parseFilter', read: (text) => parseFilter(text, openParseContext()) },
    { title: 'parseValuePath', read: (text) => parseValuePath(text, openParseContext()) },
    { title: 'parseAttributePath', read: parseAttributePath },
  ])('$title throws only refusals, whatever the input', ({ read }) => {
    fc.assert(fc.property(junk, refusesOnly(read)), { numRuns: 3000 });
  });

  it('every parsed filter can be printed, and is parsed to the same filter again', () => {
    const read = (text: string) => {
      try {
        return parseFilter(text, openParseContext());
      } catch {
        return undefined;
      }
    };
    fc.assert(
      fc.property(junk, (text) => {
        const filter = read(text);
        expect(filter && read(printFilter(filter))).toEqual(filter);
      }),
      { numRuns: 3000 },
    );
  });
});
